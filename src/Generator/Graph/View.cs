namespace ModelCompiler.Generator.Graph;

/// <summary>One index of a <see cref="View"/>.</summary>
/// <param name="Extent">The number of its values.</param>
/// <param name="Stride">The elements of the source from one to the next; 0 repeats, and a negative number goes backwards.</param>
internal readonly record struct ViewAxis(int Extent, int Stride);

/// <summary>
/// Elements of a tensor by an affine index: the element i, j, ... of the view is the element <c>Offset + i Stride_0 + j Stride_1 + ...</c>
/// of the source. Both are counted in PyTorch's order.
/// </summary>
/// <param name="Offset">The element of the source where it starts.</param>
/// <param name="Axes">The indices, the last one changing first.</param>
internal sealed record View(int Offset, EquatableArray<ViewAxis> Axes)
{
    /// <summary>The number of elements.</summary>
    public int Size => Axes.Aggregate(1, (size, axis) => size * axis.Extent);

    /// <summary>The extents as a shape.</summary>
    public TensorShape Shape => new(Axes.Select(axis => axis.Extent).ToEquatableArray());

    /// <summary>Whether every element of the source is in the view at most once.</summary>
    public bool IsInjective
    {
        get
        {
            long reach = 0;
            foreach (ViewAxis axis in Axes.Where(axis => axis.Extent > 1).OrderBy(axis => Math.Abs((long)axis.Stride)))
            {
                if (Math.Abs((long)axis.Stride) <= reach)
                    return false;
                reach += (axis.Extent - 1) * Math.Abs((long)axis.Stride);
            }

            return true;
        }
    }

    /// <summary>All elements of a shape, in their order.</summary>
    public static View Of(params int[] shape)
    {
        var axes = new ViewAxis[shape.Length];
        for (int axis = shape.Length - 1, stride = 1; axis >= 0; stride *= shape[axis--])
            axes[axis] = new ViewAxis(shape[axis], stride);
        return new View(0, axes.ToEquatableArray());
    }

    /// <inheritdoc cref="Of(int[])"/>
    public static View Of(TensorShape shape) => Of([.. shape.Dimensions]);

    /// <summary>The axes in another order.</summary>
    public View Permute(params int[] order) => this with { Axes = order.Select(axis => Axes[axis]).ToEquatableArray() };

    /// <summary>Some elements of an axis; with a step of -1 from the end to the start.</summary>
    public View Slice(int axis, int start, int count, int step) =>
        new(
            Offset + (start * Axes[axis].Stride),
            Axes.Select((old, index) => index == axis ? new ViewAxis(count, old.Stride * step) : old).ToEquatableArray()
        );

    /// <summary>The elements of this view repeated along axes: those of which <paramref name="shape"/> has more than one.</summary>
    public View Expand(TensorShape shape) =>
        this with
        {
            Axes = Axes.Select((axis, index) => axis.Extent == 1 ? new ViewAxis(shape.Dimensions[index], 0) : axis).ToEquatableArray(),
        };

    /// <summary>The view that leads back, when this one has all elements of its source in another order, or null.</summary>
    /// <param name="source">The number of the source's elements.</param>
    public View? Inverse(int source)
    {
        if (Size != source || !IsInjective || Offset != 0 || Axes.Any(axis => axis.Stride < 0))
            return null;

        // Sorted by what they skip, the axes are those of the source; each goes back by what the view has behind it.
        var back = new List<(int Stride, ViewAxis Axis)>();
        for (int axis = Axes.Count - 1, stride = 1; axis >= 0; stride *= Axes[axis--].Extent)
            back.Add((Axes[axis].Stride, new ViewAxis(Axes[axis].Extent, stride)));
        return new View(
            0,
            back.Where(entry => entry.Axis.Extent > 1)
                .OrderByDescending(entry => entry.Stride)
                .Select(entry => entry.Axis)
                .ToEquatableArray()
        );
    }

    /// <summary>The index as a formula, as <c>3 + 4 i + j</c>.</summary>
    public override string ToString()
    {
        IEnumerable<string> terms = Axes.Select((axis, index) => (axis.Stride, Name: Index(index)))
            .Where(term => term.Stride != 0)
            .Select(term => term.Stride == 1 ? term.Name : FormattableString.Invariant($"{term.Stride} {term.Name}"));
        string sum = string.Join(" + ", terms).Replace("+ -", "- ");
        return Offset == 0 && sum.Length > 0 ? sum
            : sum.Length == 0 ? FormattableString.Invariant($"{Offset}")
            : FormattableString.Invariant($"{Offset} + {sum}").Replace("+ -", "- ");
    }

    /// <summary>The indices, as <c>i, j</c>.</summary>
    public string Indices => string.Join(", ", Axes.Select((_, index) => Index(index)));

    private static string Index(int axis) => ((char)('i' + axis)).ToString();
}
