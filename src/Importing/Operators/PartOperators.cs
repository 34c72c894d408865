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
            if (places.Length == 0)
                throw new Refusal("it takes nothing", "the file is not valid");
            int step = places.Length > 1 ? places[1] - places[0] : 1;
            x = builder.Slice(x, axis, places[0], places.Length, step, node);
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

/// <summary>The values at constant places of an axis, or the rows of a table for tokens.</summary>
internal sealed class Gather() : Operator("Gather")
{
    public override string ImportedAs =>
        "`[Embedding]` of a table, with `[Tokens]` as the input; `[Slice]` for one place, else a layer of fixed weights";

    public override string Refused => "with places that the network computes";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        int axis = Shapes.Axis(node.Integer("axis", 0), shapes[0].Length);
        return
        [
            [.. shapes[0].Take(axis), .. shapes[1], .. shapes[0].Skip(axis + 1)],
        ];
    }

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        if (inputs is not [{ } x, { } places])
            return null;
        int axis = Shapes.Axis(node.Integer("axis", 0), x.Shape.Length),
            size = x.Shape[axis],
            inner = Shapes.Size(x.Shape.Skip(axis + 1)),
            each = places.Count * inner;
        long[] given = [.. places.Integers().Select(place => place < 0 ? place + size : place)];
        if (Array.Exists(given, place => place < 0 || place >= size))
            throw new Refusal("it names a place beyond the axis", "the file is not valid");
        return
        [
            x.Moved(
                ShapesOf(node, shapes, inputs)[0],
                index => (((index / each * size) + (int)given[index % each / inner]) * inner) + (index % inner)
            ),
        ];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        if (operands.ConstantAt(0) is { } table)
            return [builder.Embedding(operands.Value(1), table, Shapes.Axis(node.Integer("axis", 0), table.Shape.Length), node)];
        Value x = operands.Value(0);
        Tensor places = operands.Constant(1, "places");
        int axis = Shapes.Axis(node.Integer("axis", 0), x.Rank),
            size = x.Shape[axis];
        int[] given = [.. places.Integers().Select(place => (int)(place < 0 ? place + size : place))],
            result = [.. x.Shape.Take(axis), .. places.Shape, .. x.Shape.Skip(axis + 1)];
        int step = given.Length > 1 ? given[1] - given[0] : 1;
        bool isEven = step != 0 && Enumerable.Range(0, given.Length).All(index => given[index] == given[0] + (index * step));
        Value y = isEven
            ? builder.Slice(x, axis, given[0], given.Length, step, node)
            : builder.MultiplyFixed(x, axis, builder.Selection(size, given), node, "taking values of an axis in another order");
        return [y.Regroup(result)];
    }
}

/// <summary>Larger shapes of the same values.</summary>
internal sealed class Expand() : MoveOperator("Expand")
{
    public override string ImportedAs => "nothing, or `[Upsample]` where values are repeated";

    public override string Refused => "over the batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder) =>
        [builder.Expand(operands.Value(0), Moves(node, [operands.Value(0).Shape], [null, operands.Constant(1, "shape")])[0].Item1, node)];

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    )
    {
        int[] wanted = [.. Wanted(node, constants, 1, "shape").Integers().Select(size => (int)size)],
            result = Shapes.Broadcast([shapes[0], wanted]) ?? throw new Refusal("the shapes do not go together", "the file is not valid");
        return [(result, Shapes.BroadcastIndex(shapes[0], result))];
    }
}

/// <summary>The same values several times along axes.</summary>
internal sealed class Tile() : MoveOperator("Tile")
{
    public override string ImportedAs => "`[Concat]` of a layer with itself, as fixed weights";

    public override string Refused => "over the batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        long[] repeats = operands.Constant(1, "repeats").Integers();
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (repeats[axis] == 1)
                continue;
            if (x.MixesSamples(axis) || x.IsBatch(axis))
                throw new Refusal("it repeats samples", "the batch must stay as it is");
            int size = x.Shape[axis];
            int[] places = [.. Enumerable.Range(0, size * (int)repeats[axis]).Select(place => place % size)];
            x = builder.MultiplyFixed(x, axis, builder.Selection(size, places), node, "repeating values along an axis");
        }

        return [x];
    }

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    )
    {
        long[] repeats = Wanted(node, constants, 1, "repeats").Integers();
        int[][] places =
        [
            .. shapes[0].Select((size, axis) => Enumerable.Range(0, size * (int)repeats[axis]).Select(place => place % size).ToArray()),
        ];
        return [Taken(shapes[0], places)];
    }
}
