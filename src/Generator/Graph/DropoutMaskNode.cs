namespace ModelCompiler.Generator.Graph;

/// <summary>
/// What the channels of a sequence are multiplied by so that some of them are dropped, the same ones in each step: zero, or one over the
/// part that is kept; ones outside of a gradient's forward pass. Every step has the same values, which lie in memory once.
/// </summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The shape of the sequence.</param>
/// <param name="Rate">The part that is dropped.</param>
/// <param name="Stream">The number of its random numbers among those of the model.</param>
internal sealed record DropoutMaskNode(string Label, TensorShape Shape, double Rate, int Stream)
    : Node(Label, Shape, true, EquatableArray<int>.Empty)
{
    public override bool IsStepwise(IReadOnlyList<Node> nodes) => true;
}
