using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;
using ModelCompiler.Shared;

namespace ModelCompiler.Generator.Lowering.Norms;

/// <summary>
/// What normalisations know of all samples of a batch: sums of each block of samples, and what one thread makes of them between two phases.
/// </summary>
internal static class BatchStatistics
{
    /// <summary>The samples of a block share two rows of channels.</summary>
    private const int BlockSamples = NormalizationTable.BlockSamples;

    /// <summary>Plans mean and variance of each channel.</summary>
    public static void Lower(ScheduleBuilder builder, BatchNormNode node, Value input, int table)
    {
        // Blocks keep distances from their own first pixel: those keep their digits when a mean is large beside the deviation.
        Piece origin = input.FirstOfAll(input.Layout.First, Access.Read);
        Value partials = Partials(builder, node.Label, "Partials", input.Layout.Stored, forInput: false);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: mean and sum of squares of each channel, for each {BlockSamples} samples")
            .Line(
                $"BatchStatistics.Part<{new VectorPiece(input.Layout.Stored)}>(in {input.Pixels(Access.Read)}, "
                    + $"{Channels.Layout(input)}, ref {partials.Pixels(Access.Write)}, samples);"
            );
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines));
        builder.Use(partials.Buffer);
        CodeLines combined = new CodeLines()
            .Line($"// {node.Label}: mean and variance of {node.Shape.Extent(Axis.Channel)} channels over the batch")
            .Line($"BatchStatistics.Combine<{new VectorPiece(input.Layout.Stored)}>(")
            .Indented(
                $"in {origin}, {Channels.Layout(input)}, {Span(partials)}, batch.Samples, {node.PixelCount}, {Span(table)}, "
                    + $"{input.Layout.Stored}, {ChannelTable.Affine(builder, node)}, epsilon: {node.Epsilon});"
            );
        builder.Add(new Step(node.Label, false, Domain.Boundary, combined.Lines));
        builder.Use(input.Buffer);
    }

    /// <summary>Plans the sums that the gradient needs, which are the gradients of weight and bias too.</summary>
    public static void LowerSums(ScheduleBuilder builder, int index, BatchNormSumsNode node)
    {
        bool forInput = builder.IsForInput(index);
        var norm = (BatchNormNode)builder.Graph.Nodes[node.Source];
        Value delta = builder.Values.Channels(node.Operands[0], forInput),
            input = builder.Values.Channels(node.Operands[1], forInput);
        int stored = input.Layout.Stored,
            table = builder.Tables.Of(node.Source);
        Value partials = Partials(builder, node.Label, "Sums", stored, forInput);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: sum(d) and sum(d (x - mean)) of each channel, for each {BlockSamples} samples")
            .Line($"BatchNormGradient.Part<{new VectorPiece(stored)}>(")
            .Indented(
                $"in {delta.Pixels(Access.Read)}, {Channels.Layout(delta)}, in {input.Pixels(Access.Read)}, {Channels.Layout(input)}, "
                    + $"in {new TablePiece(table, 0)}, ref {partials.Pixels(Access.Write)}, samples);"
            );
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines));
        builder.Use(partials.Buffer);
        string sums = norm.IsAffine ? "dw = sum(d h), db = sum(d)" : "sum(d h) and sum(d)";
        CodeLines combined = new CodeLines()
            .Line($"// {node.Label}: {sums} over the batch, h = (x - mean) / sqrt(variance + epsilon)")
            .Line($"BatchNormGradient.Combine<{new VectorPiece(stored)}>(")
            .Indented($"{Span(partials)}, batch.Samples, {norm.PixelCount}, {Span(table)}, {stored}, {Gradients(builder, norm)});");
        builder.Add(new Step(node.Label, forInput, Domain.Boundary, combined.Lines));
    }

    private static Value Partials(ScheduleBuilder builder, string label, string name, int stored, bool forInput)
    {
        int share = 2 * stored / BlockSamples;
        int buffer = builder.Buffers.Add(Names.Pascal(label) + name, 2 * stored, share, builder.NextStep, forInput);
        return new Value(buffer, Layout.Row(2 * stored) with { Line = share, Sample = share });
    }

    private static Code Span(Value partials) => Rest(partials.FirstOfAll(0, Access.Read));

    private static Code Span(int table) => Rest(new TablePiece(table, 0));

    // A place as the span that starts there.
    private static Code Rest(Piece place) => $"{new SpanPiece(place)}";

    private static Code Gradients(ScheduleBuilder builder, BatchNormNode node) =>
        node.IsAffine ? (Code)$"{Gradient(builder, node.Operands[3])}, {Gradient(builder, node.Operands[4])}" : (Code)$"default, default";

    private static Code Gradient(ScheduleBuilder builder, int parameter) => Rest(new GradientPiece(builder.Parameter(parameter).Index));
}
