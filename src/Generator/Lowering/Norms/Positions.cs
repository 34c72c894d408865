using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Maps;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Norms;

/// <summary>
/// What works on the values of one position after the other (a norm, a softmax): all values of a sample are one position, a row; the
/// channels of a pixel or of a step are one each.
/// </summary>
internal static class Positions
{
    /// <summary>Whether a node works on whole rows: over all values, or over the channels of something that has nothing else.</summary>
    public static bool AreRows(ScheduleBuilder builder, int node, Axis? over) => over is null || builder.Values.IsFlat(node);

    public static Value Read(ScheduleBuilder builder, int node, bool isRow, bool forInput) =>
        isRow ? builder.Values.Row(node) : builder.Values.Pixels(node, forInput);

    public static Value Write(ScheduleBuilder builder, int node, bool isRow, string name, bool forInput) =>
        isRow ? builder.Values.WriteRow(node, name, forInput) : builder.Values.WritePixels(node, name, forInput);

    /// <summary>The values that a step changes: the operand's own where nobody else needs them, or a copy.</summary>
    public static Value Overwrite(ScheduleBuilder builder, int index, int operand, Axis? over, string name, bool forInput)
    {
        string label = builder.Graph.Nodes[index].Label;
        if (AreRows(builder, index, over))
            return builder.Values.OverwriteRow(index, operand, label, name, forInput);
        Value input = builder.Values.Pixels(operand, forInput);
        if (builder.Values.OverwritePixels(index, [input], forInput) is { } own)
            return own;
        Value copy = builder.Values.WritePixels(index, name, forInput);
        builder.Add(ElementMap.CopyOfPixels(label, forInput, input, copy));
        return builder.Values.Pixels(index, forInput);
    }

    /// <summary>The first value, and how a kernel gets from one position to the next.</summary>
    public static Code Argument(Value value, Access access) =>
        value.Layout.IsRow
            ? (Code)$"{value.Pixels(access)}, {value.Layout.Sample}"
            : (Code)$"{value.Pixels(access)}, {Channels.Layout(value)}";

    /// <summary>The vector that suits a position.</summary>
    public static Piece Vector(Value value) => new VectorPiece(value.Layout.IsRow ? value.Layout.Sample : value.Layout.Stored);

    public static string Describe(Value value) =>
        value.Layout.IsRow
            ? $"{Text.Of(value.Layout.Shape.Channels)} elements"
            : $"{Text.Of(value.Layout.Shape.Channels)} channels of each of {Text.Of(value.Layout.Shape.Pixels)} positions";

    public static string Explanation(Value value) => value.Layout.IsRow ? "row by row" : "position by position";
}
