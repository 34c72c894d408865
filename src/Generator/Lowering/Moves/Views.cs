using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Moves;

/// <summary>Elements by an affine index, and the sums that are their adjoint: rows in PyTorch's order.</summary>
internal static class Views
{
    /// <summary>Plans a view.</summary>
    public static void Lower(ScheduleBuilder builder, int index, ViewNode node)
    {
        Walk[] walks = Ordered(Pair(node.View, (from, to, extent) => new Walk(extent, from, to)), maySwap: true);
        (Value input, Value output, bool forInput) = Rows(builder, index);
        var code = new CodeLines();
        string result = index < builder.Graph.ForwardCount ? "y" : "dx",
            operand = index < builder.Graph.ForwardCount ? "x" : "d";
        code.Line($"// {node.Label}: {result}[{node.View.Indices}] = {operand}[{node.View.ToString()}]; {Sizes(builder, node)}");
        Call(code, $"View.Copy(", input, node.View.Offset, output, 0, walks);
        ClearBehind(code, output);
        builder.Add(Step(node.Label, forInput, code));
    }

    /// <summary>Plans the adjoint of a view.</summary>
    public static void LowerSum(ScheduleBuilder builder, int index, ViewSumNode node)
    {
        bool isCopy = node.View.IsInjective,
            isForward = index < builder.Graph.ForwardCount;
        Walk[] walks = Ordered(Pair(node.View, (from, to, extent) => new Walk(extent, to, from)), maySwap: isCopy);
        (Value input, Value output, bool forInput) = Rows(builder, index);
        string result = isForward ? "y" : "dx",
            operand = isForward ? "x" : "d";
        CodeLines code = new CodeLines().Line(
            $"// {node.Label}: {result}[{node.View.ToString()}] {(isCopy ? "=" : "+=")} {operand}[{node.View.Indices}]; "
                + $"{Sizes(builder, node)}"
        );
        if (isCopy && node.View.Size == node.Shape.Size)
            ClearBehind(code, output);
        else
            code.Line(
                $"RowParts.Clear(ref {output.Pixels(Access.Write)}, stride: {output.Layout.Sample}, samples, "
                    + $"count: {output.Layout.Sample});"
            );
        Code kernel = isCopy ? (Code)$"View.Copy(" : (Code)$"View.Add<{new VectorPiece(output.Layout.Sample)}>(";
        Call(code, kernel, input, 0, output, node.View.Offset, walks);
        builder.Add(Step(node.Label, forInput, code));
    }

    private static (Value Input, Value Output, bool ForInput) Rows(ScheduleBuilder builder, int index)
    {
        Node node = builder.Graph.Nodes[index];
        bool forInput = builder.IsForInput(index);
        Value input = builder.Values.Row(node.Operands[0]);
        string name = index < builder.Graph.ForwardCount ? Names.Output(node.Label) : Names.Pascal(node.Label) + "Delta";
        return (input, builder.Values.WriteRow(index, name, forInput), forInput);
    }

    private static void Call(CodeLines code, Code kernel, Value input, int from, Value output, int to, IReadOnlyList<Walk> walks)
    {
        code.Line(kernel)
            .Indented(
                $"in {input.Pixels(Access.Read, from)}, sampleX: {input.Layout.Sample}, ref {output.Pixels(Access.Write, to)}, sampleY: "
                    + $"{output.Layout.Sample}, samples,"
            )
            .Indented(
                $"extents: [{List(walks.Select(walk => walk.Extent))}], from: [{List(walks.Select(walk => walk.From))}], to: "
                    + $"[{List(walks.Select(walk => walk.To))}]);"
            );
    }

    private static void ClearBehind(CodeLines code, Value output)
    {
        Layout layout = output.Layout;
        int behind = layout.Sample - layout.Shape.Channels;
        if (behind > 0)
            code.Line(
                $"RowParts.Clear(ref {output.Pixels(Access.Write, layout.Shape.Channels)}, stride: {layout.Sample}, samples, "
                    + $"count: {behind});"
            );
    }

    private static Step Step(string label, bool forInput, CodeLines code) =>
        new(label, forInput, Domain.Samples, code.Lines) { Explanation = "element by element" };

    private static string Sizes(ScheduleBuilder builder, Node node) => $"{builder.Graph.Nodes[node.Operands[0]].Shape} -> {node.Shape}";

    private static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => Text.Of(number)));

    private static List<Walk> Pair(View view, Func<int, int, int, Walk> walk)
    {
        var walks = new List<Walk>();
        for (int axis = view.Axes.Count - 1, stride = 1; axis >= 0; stride *= view.Axes[axis--].Extent)
            if (view.Axes[axis].Extent > 1)
                walks.Add(walk(view.Axes[axis].Stride, stride, view.Axes[axis].Extent));
        return walks;
    }

    /// <summary>
    /// The loops from the outermost to the innermost, as few as there can be: what lies consecutively on both sides comes last; else what
    /// does in the result and what does in the source, for a transposition; else what adds up to one element.
    /// </summary>
    private static Walk[] Ordered(List<Walk> walks, bool maySwap)
    {
        List<Walk> order = [.. walks.OrderByDescending(walk => Math.Abs(walk.To)).ThenByDescending(walk => Math.Abs(walk.From))];
        for (int inner = order.Count - 1; inner > 0; inner--)
        {
            Walk outer = order[inner - 1];
            if (outer.From != order[inner].From * order[inner].Extent || outer.To != order[inner].To * order[inner].Extent)
                continue;
            order[inner - 1] = order[inner] with { Extent = order[inner].Extent * outer.Extent };
            order.RemoveAt(inner);
        }

        if (order.FindIndex(walk => walk is { From: 1, To: 1 }) is var both && both >= 0)
            Last(order, both);
        else if (maySwap && order.FindIndex(walk => walk.To == 1) is var to && to >= 0 && order.Exists(walk => walk.From == 1))
        {
            Last(order, to);
            Last(order, order.FindIndex(walk => walk.From == 1));
        }

        return order.Count == 0 ? [new Walk(1, 1, 1)] : [.. order];
    }

    private static void Last(List<Walk> order, int position)
    {
        Walk walk = order[position];
        order.RemoveAt(position);
        order.Add(walk);
    }

    /// <summary>A loop: how often, and the distances from one value to the next in the source and in the result.</summary>
    private sealed record Walk(int Extent, int From, int To);
}
