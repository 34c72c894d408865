using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Losses;

/// <summary>What every loss does in the end: its samples count as much as the caller says.</summary>
internal static class Weighting
{
    /// <summary>Adds the call to a loss that has written the losses of the samples and their derivatives.</summary>
    public static CodeLines ByWeights(this CodeLines code, Value delta, TargetNode target)
    {
        Layout layout = delta.Layout;
        if (layout.IsRow)
            return code.Line(
                $"WeightedLoss.Apply<{new VectorPiece(layout.Sample)}>({new LocalPiece("weights")}, start, "
                    + $"ref {new LossesPiece(target.Head)}, ref {delta.Pixels(Access.Change)}, {layout.Sample}, samples);"
            );
        return code.Line($"WeightedLoss.Apply<{new VectorPiece(layout.Stored)}>(")
            .Indented(
                $"{new LocalPiece("weights")}, start, ref {new LossesPiece(target.Head)}, ref {delta.Pixels(Access.Change)}, "
                    + $"line: {layout.Line}, sample: {layout.Sample}, length: {layout.LineLength}, lines: {layout.Shape.Height}, samples);"
            );
    }
}
