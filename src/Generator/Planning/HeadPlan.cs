namespace ModelCompiler.Generator.Planning;

/// <summary>One of the outputs of a model that declares them.</summary>
/// <param name="Name">Its snake_case name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="LossKind">The kind of its loss, or null.</param>
/// <param name="Loss">Its loss, or null.</param>
internal sealed record OutputPlan(string Name, TensorShape Shape, string? LossKind, HeadPlan? Loss);

/// <summary>The loss of one head.</summary>
/// <param name="Name">Its snake_case name; empty where the model has one loss.</param>
/// <param name="Weight">What the loss is multiplied by.</param>
/// <param name="ScaleOutputs">What the mean divides by besides the samples: the outputs, or 1; 0 when the loss is a sum.</param>
/// <param name="Outputs">The values of its output.</param>
/// <param name="TargetStart">Where its targets start in the row of a sample's.</param>
/// <param name="TargetSize">How many they are: as many as outputs, unless they are numbers of classes.</param>
internal sealed record HeadPlan(string Name, double Weight, int ScaleOutputs, int Outputs, int TargetStart, int TargetSize)
{
    /// <summary>The values of each step of which the loss is the mean, where lengths say how many steps count; else 0.</summary>
    public int CountedFeatures { get; init; }

    /// <summary>How many classes there are, where targets are numbers of classes, some of which may count for nothing; else 0.</summary>
    public int Classes { get; init; }

    /// <summary>Whether targets are numbers of classes.</summary>
    public bool HasClassTargets => Classes > 0;

    /// <summary>What its targets are checked for, where they are sequences of labels; else null.</summary>
    public LabelPlan? Labels { get; init; }

    /// <summary>Whether targets may be missing.</summary>
    public bool MayMissTargets { get; init; }

    /// <summary>The outputs from one class of a position to the next.</summary>
    public int ClassStride { get; init; } = 1;
}

/// <summary>Targets that are sequences of labels.</summary>
/// <param name="Classes">The classes of a step.</param>
/// <param name="Blank">The class that stands for no label.</param>
/// <param name="Steps">The steps of the output.</param>
/// <param name="HasLengths">Whether samples say how many of them count.</param>
/// <param name="MustFit">Whether labels that do not fit into the steps are refused.</param>
internal sealed record LabelPlan(int Classes, int Blank, int Steps, bool HasLengths, bool MustFit);
