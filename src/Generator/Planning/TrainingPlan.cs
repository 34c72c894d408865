namespace ModelCompiler.Generator.Planning;

/// <summary>A loss and its gradient.</summary>
/// <param name="Schedule">All steps and buffers.</param>
/// <param name="ForwardCount">How many of the steps are the forward pass; the loss's step follows them.</param>
/// <param name="PropagateCount">How many of the steps treat each sample alone; the parameters' gradients, which sum over samples,
/// follow.</param>
/// <param name="Losses">Where the samples' losses lie in the workspace; those of further heads follow.</param>
/// <param name="Heads">The losses.</param>
/// <param name="InputGradient">The buffer of the gradient by the input, or <see cref="BufferPlan.None"/>.</param>
/// <param name="LengthWithInputGradient">The floats of the memory when the gradient by the input is wanted too.</param>
internal sealed record TrainingPlan(
    Schedule Schedule,
    int ForwardCount,
    int PropagateCount,
    int Losses,
    EquatableArray<HeadPlan> Heads,
    int InputGradient,
    int LengthWithInputGradient
)
{
    /// <summary>
    /// The loss alone with running statistics, when a gradient normalises over its batch; else null: the gradient's forward pass serves.
    /// </summary>
    public LossPlan? Evaluation { get; init; }

    /// <summary>The values of the targets of a sample.</summary>
    public int TargetSize => Heads.Sum(head => head.TargetSize);

    /// <summary>Whether several heads have losses, each with a name.</summary>
    public bool HasSeveralLosses => Heads.Count > 1;

    /// <summary>Whether all targets are numbers of classes.</summary>
    public bool HasClassTargets => Heads.Count == 1 && Heads[0].HasClassTargets;

    /// <summary>The fewest samples of a gradient.</summary>
    public int LeastSamples { get; init; } = 1;

    /// <summary>
    /// The buffers that hold the rows of the heads' outputs after the forward pass, where the gradient by them may come from outside: then
    /// that pass and the backward pass are apart on request. Else none.
    /// </summary>
    public EquatableArray<int> HandedOutputs { get; init; } = EquatableArray<int>.Empty;

    /// <summary>Whether forward and backward pass are apart on request.</summary>
    public bool HasForwardPass => HandedOutputs.Count > 0;
}
