using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Norms;

/// <summary>A softmax of each query over the keys that it sees, in place where nobody else needs what it was, and its gradient.</summary>
internal static class BandSoftmax
{
    public static void Lower(ScheduleBuilder builder, int index, SoftmaxNode node, KeyBand band)
    {
        Value values = Positions.Overwrite(builder, index, node.Operands[0], Axis.Channel, Names.Output(node.Label), forInput: false);
        Code lengths = $"";
        if (node.Operands.Count > 1 && builder.Values.Row(node.Operands[1]) is { } row)
            lengths = $"in {row.Pixels(Access.Read)}, sampleLengths: {row.Layout.Sample}, ";
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: y = exp(z) / sum(exp(z)) over the keys that a query sees, {band.ToString()}; the others are zero")
            .Line($"BandSoftmax.Run<{Positions.Vector(values)}>(")
            .Indented($"ref {values.Pixels(Access.Change)}, {lengths}samples, {Arguments(node.Shape, values, band)}");
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = "query by query", IsLargePerSample = true });
    }

    public static void LowerGradient(ScheduleBuilder builder, int index, SoftmaxGradientNode node, KeyBand band)
    {
        bool forInput = builder.IsForInput(index);
        string name = Names.Pascal(node.Label) + "Delta";
        Value delta = Positions.Overwrite(builder, index, node.Operands[0], Axis.Channel, name, forInput),
            output = builder.Values.Pixels(node.Operands[1], forInput);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: dz = y (dy - sum(y dy)) over the keys that a query sees, {band.ToString()}")
            .Line($"BandSoftmax.Gradient<{Positions.Vector(delta)}>(")
            .Indented($"in {Positions.Argument(output, Access.Read)},")
            .Indented($"ref {delta.Pixels(Access.Change)}, samples, {Arguments(node.Shape, delta, band)}");
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines) { IsLargePerSample = true });
        builder.Values.HandOut(index);
    }

    /// <summary>A distance between a query and a key; between the step of a stream and the first key where the query is of that.</summary>
    public static string Distance(int distance, KeyBand band) =>
        distance == KeyBand.All ? "-HeadBand.Unlimited"
        : distance == -KeyBand.All ? "HeadBand.Unlimited"
        : !band.IsAtStep ? Text.Of(distance)
        : distance == 0 ? "batch.Step"
        : distance < 0 ? "batch.Step - " + Text.Of(-distance)
        : "batch.Step + " + Text.Of(distance);

    private static Code Arguments(TensorShape shape, Value values, KeyBand band) =>
        $"{Channels.Layout(values)}, queries: {shape.Extent(Axis.Step)}, keys: {shape.Extent(Axis.Channel)}, first: "
        + $"{Distance(band.First, band)}, last: {Distance(band.Last, band)});";
}
