namespace ModelCompiler.Generator.Graph;

/// <summary>What a step counts in a sample that has a length.</summary>
internal enum StepWeight
{
    /// <summary>1 for the steps of the sample, 0 for those behind its end.</summary>
    Valid,

    /// <summary>One over the length for the steps of the sample, 0 for those behind its end.</summary>
    Mean,

    /// <summary>1 for the last step of the sample, 0 for all others.</summary>
    Last,
}

/// <summary>A weight for each step, the same for all its channels. Operand: the length of each sample, which has no gradient.</summary>
internal sealed record StepWeightNode(string Label, TensorShape Shape, StepWeight Weight, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    public override string Detail => Weight.ToString();

    public override bool HasGradient => false;
}
