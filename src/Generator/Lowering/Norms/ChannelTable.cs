using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Norms;

/// <summary>The numbers that a normalisation has for each channel.</summary>
internal static class ChannelTable
{
    /// <summary>Adds the table of a normalisation; returns its number.</summary>
    /// <param name="builder">What has been planned so far.</param>
    /// <param name="index">The position of the normalisation.</param>
    /// <param name="node">The normalisation.</param>
    /// <param name="columns">The channels as stored.</param>
    /// <param name="isRunning">Whether the numbers come from the running statistics.</param>
    /// <param name="bias">The bias that the layer before leaves to the normalisation, or -1.</param>
    public static int Add(ScheduleBuilder builder, int index, BatchNormNode node, int columns, bool isRunning, int bias = -1)
    {
        Code update = isRunning ? OfRunning(builder, node, columns, bias) : Follow(builder, node, columns);
        return builder.Tables.Add(node.Label, index, columns, isRunning, new CodeLine(0, update.Pieces.ToEquatableArray()));
    }

    /// <summary>Weight and bias of a normalisation as spans, or none.</summary>
    public static Code Affine(ScheduleBuilder builder, BatchNormNode node) =>
        node.IsAffine ? (Code)$"{Span(builder, node, 3)}, {Span(builder, node, 4)}" : (Code)$"default, default";

    private static Code OfRunning(ScheduleBuilder builder, BatchNormNode node, int columns, int bias)
    {
        Code before = bias < 0 ? (Code)$"" : (Code)$", before: {new SpanPiece(new ParameterPiece(bias))}";
        Code statistics = $"{Span(builder, node, 1)}, {Span(builder, node, 2)}, {Affine(builder, node)}";
        return $"ChannelTable.OfRunning<{new VectorPiece(columns)}>({Table(builder)}, {columns}, {statistics}, epsilon: "
            + $"{node.Epsilon}{before});";
    }

    private static Code Follow(ScheduleBuilder builder, BatchNormNode node, int columns)
    {
        int channels = node.Shape.Extent(Axis.Channel);
        Code mean = $"parameters.Slice({Start(builder, node, 1)}, {channels})",
            variance = $"parameters.Slice({Start(builder, node, 2)}, {channels})";
        return $"BatchStatistics.Follow({Table(builder)}, {columns}, {mean}, {variance}, momentum: {node.Momentum});";
    }

    private static Piece Table(ScheduleBuilder builder) => new SpanPiece(new TablePiece(builder.Tables.Next, 0));

    private static Piece Span(ScheduleBuilder builder, BatchNormNode node, int operand) =>
        new SpanPiece(new ParameterPiece(builder.Parameter(node.Operands[operand]).Index));

    private static Piece Start(ScheduleBuilder builder, BatchNormNode node, int operand) =>
        new ParameterStartPiece(builder.Parameter(node.Operands[operand]).Index);
}
