using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>A part of a tensor along axes.</summary>
internal sealed class Slice() : MoveOperator("Slice")
{
    public override string ImportedAs => "`[Slice]`; backwards `[Flip]` and `[Slice]`";

    public override string Refused => "over the batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        Tensor?[] constants = [.. Enumerable.Range(0, operands.Count).Select(operands.ConstantAt)];
        foreach ((int axis, int[] places) in PlacesOf(node, x.Shape, constants))
        {
            int step = places.Length > 1 ? places[1] - places[0] : 1;
            x = builder.Slice(x, axis, places.FirstOrDefault(), places.Length, step, node);
        }

        return [x];
    }

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    )
    {
        int[][] places = [.. shapes[0].Select(All)];
        foreach ((int axis, int[] taken) in PlacesOf(node, shapes[0], constants))
            places[axis] = taken;
        return [Taken(shapes[0], places)];
    }

    private static IEnumerable<(int Axis, int[] Places)> PlacesOf(NetworkNode node, int[] shape, IReadOnlyList<Tensor?> constants)
    {
        long[] starts = Given(node, "starts", constants, 1, "starts") ?? [],
            ends = Given(node, "ends", constants, 2, "ends") ?? [],
            axes = Given(node, "axes", constants, 3, "axes") ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)],
            steps = Given(node, "steps", constants, 4, "steps") ?? [.. starts.Select(_ => 1L)];
        if (starts.Length != ends.Length || axes.Length < starts.Length || steps.Length < starts.Length)
            throw new Refusal("it has not as many starts as ends", "the file is not valid");
        for (int index = 0; index < starts.Length; index++)
        {
            int axis = Shapes.Axis(axes[index], shape.Length);
            yield return (axis, Places(shape[axis], starts[index], ends[index], steps[index]));
        }
    }

    private static int[] Places(int size, long start, long end, long step)
    {
        if (step == 0)
            throw new Refusal("its step is 0", "the file is not valid");
        long first = start < 0 ? Math.Max(start, -size) + size : start,
            last = end < 0 ? Math.Max(end, -size - 1L) + size : end;
        (first, last) =
            step > 0
                ? (Math.Clamp(first, 0, size), Math.Clamp(last, 0, size))
                : (Math.Clamp(first, 0, size - 1), Math.Clamp(last, -1, size - 1));
        var places = new List<int>();
        for (long place = first; step > 0 ? place < last : place > last; place += step)
            places.Add((int)place);
        return [.. places];
    }
}

/// <summary>Parts of a tensor one after the other.</summary>
internal sealed class Split() : MoveOperator("Split")
{
    public override string ImportedAs => "a `[Slice]` for each part that is used; `[Glu]` where one half gates the other";

    public override string Refused => "over the batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        (int axis, int[] sizes) = Sizes(node, x.Shape, [null, operands.ConstantAt(1)]);
        var parts = new List<Value?>();
        int start = 0;
        for (int part = 0; part < sizes.Length; start += sizes[part++])
            parts.Add(node.HasOutput(part) ? builder.Slice(x, axis, start, sizes[part], 1, node) : null);
        return parts;
    }

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    )
    {
        (int axis, int[] sizes) = Sizes(node, shapes[0], constants);
        var moves = new List<(int[], Func<int, int>)>();
        int start = 0;
        foreach (int size in sizes)
        {
            int[][] places = [.. shapes[0].Select(All)];
            places[axis] = [.. Enumerable.Range(start, size)];
            moves.Add(Taken(shapes[0], places));
            start += size;
        }

        return moves;
    }

    private static (int Axis, int[] Sizes) Sizes(NetworkNode node, int[] shape, IReadOnlyList<Tensor?> constants)
    {
        int axis = Shapes.Axis(node.Integer("axis", 0), shape.Length),
            parts = node.Outputs.Count;
        if (Given(node, "split", constants, 1, "split") is { } given)
            return given.Sum() == shape[axis]
                ? (axis, [.. given.Select(size => (int)size)])
                : throw new Refusal($"its parts do not add up to {shape[axis]}", "the file is not valid");
        int each = (shape[axis] + parts - 1) / parts;
        return (axis, [.. Enumerable.Range(0, parts).Select(part => Math.Max(0, Math.Min(each, shape[axis] - (part * each))))]);
    }
}

/// <summary>Tensors side by side along an axis.</summary>
internal sealed class Concat() : Operator("Concat")
{
    public override string ImportedAs => "`[Concat]`; of a value and constants `[ZeroPad]` and a fixed `[Scale]`";

    public override string Refused => "over the batch";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        int axis = Shapes.Axis(node.Integer("axis", 1), shapes[0].Length);
        return
        [
            [.. shapes[0].Select((size, place) => place == axis ? shapes.Sum(shape => shape[axis]) : size)],
        ];
    }

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        if (inputs.Any(input => input is null))
            return null;
        int[] result = ShapesOf(node, shapes, inputs)[0];
        int axis = Shapes.Axis(node.Integer("axis", 1), result.Length),
            outer = Shapes.Size(result.Take(axis)),
            inner = Shapes.Size(result.Skip(axis + 1));
        double[] values = new double[Shapes.Size(result)];
        int start = 0;
        foreach (Tensor input in inputs.OfType<Tensor>())
        {
            int each = input.Shape[axis] * inner;
            for (int index = 0; index < outer * each; index++)
                values[(index / each * result[axis] * inner) + start + (index % each)] = input[index];
            start += each;
        }

        ElementKind kind = inputs.All(input => input!.IsInteger) ? ElementKind.Integer : inputs.First(input => !input!.IsInteger)!.Kind;
        return [Tensor.Of(result, values, kind)];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value first = operands.Values.First();
        int axis = Shapes.Axis(node.Integer("axis", 1), first.Rank);
        if (operands.Values.Count() == operands.Count)
            return [builder.Concat([.. operands.Values], axis, node)];
        if (operands.Values.Count() > 1)
            throw new Refusal("it joins several values and constants", "join the constants to one of the values first");
        return [builder.Surround(first, axis, Before(operands), After(operands), node)];
    }

    private static Tensor[] Before(Operands operands) =>
        [
            .. Enumerable
                .Range(0, operands.Count)
                .TakeWhile(index => operands.ValueAt(index) is null)
                .Select(index => operands.ConstantAt(index)!),
        ];

    private static Tensor[] After(Operands operands) =>
        [
            .. Enumerable
                .Range(0, operands.Count)
                .SkipWhile(index => operands.ValueAt(index) is null)
                .Skip(1)
                .Select(index => operands.ConstantAt(index)!),
        ];
}
