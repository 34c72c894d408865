using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>The window of a convolution or a pool along each dimension of the positions.</summary>
/// <param name="Kernel">Its size.</param>
/// <param name="Strides">The distance between windows.</param>
/// <param name="Dilations">The distance between values of a window.</param>
/// <param name="Before">The padding before each dimension.</param>
/// <param name="After">The padding after each dimension.</param>
/// <param name="IsSame">Whether it is that of as many outputs as inputs by stride, the odd one after.</param>
internal sealed record Window(int[] Kernel, int[] Strides, int[] Dilations, int[] Before, int[] After, bool IsSame)
{
    private const string Remedy = "the file is not valid; export it anew";

    public int Rank => Kernel.Length;

    /// <summary>The window of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="sizes">The dimensions of the positions.</param>
    /// <param name="kernel">The kernel where the node does not say it.</param>
    public static Window Of(NetworkNode node, int[] sizes, int[]? kernel)
    {
        int rank = sizes.Length;
        kernel = node.Integers("kernel_shape") ?? kernel ?? throw new Refusal("it has no kernel_shape", Remedy);
        int[] strides = node.Integers("strides") ?? Ones(rank),
            dilations = node.Integers("dilations") ?? Ones(rank),
            pads = node.Integers("pads") ?? new int[2 * rank];
        if (kernel.Length != rank || strides.Length != rank || dilations.Length != rank || pads.Length != 2 * rank)
            throw new Refusal($"its window does not have {rank} dimensions", Remedy);
        if (kernel.Concat(strides).Concat(dilations).Any(size => size < 1))
            throw new Refusal("a size of its window is not positive", Remedy);
        string automatic = node.Text("auto_pad", "NOTSET");
        int[] before = pads[..rank],
            after = pads[rank..];
        if (automatic == "VALID")
            (before, after) = (new int[rank], new int[rank]);
        bool isSame = automatic is "SAME_UPPER" or "SAME_LOWER",
            isLikeSame = !before.AsSpan().SequenceEqual(after);
        for (int axis = 0; axis < rank; axis++)
        {
            int outputs = (sizes[axis] + strides[axis] - 1) / strides[axis],
                total = Math.Max(0, ((outputs - 1) * strides[axis]) + (dilations[axis] * (kernel[axis] - 1)) + 1 - sizes[axis]),
                less = total / 2;
            isLikeSame &= (before[axis], after[axis]) == (less, total - less);
            if (isSame)
                (before[axis], after[axis]) = automatic == "SAME_UPPER" ? (less, total - less) : (total - less, less);
        }

        return new Window(kernel, strides, dilations, before, after, isLikeSame || automatic == "SAME_UPPER");
    }

    /// <summary>From the first to the last value along a dimension.</summary>
    public int Extent(int axis) => (Dilations[axis] * (Kernel[axis] - 1)) + 1;

    /// <summary>The number of windows along each dimension.</summary>
    public int[] Outputs(int[] sizes, bool ceil)
    {
        int[] outputs = new int[Rank];
        for (int axis = 0; axis < Rank; axis++)
        {
            int room = sizes[axis] + Before[axis] + After[axis] - Extent(axis);
            if (room < 0)
                throw new Refusal($"its window is larger than the {sizes[axis]} values and their padding", Remedy);
            outputs[axis] = ((room + (ceil ? Strides[axis] - 1 : 0)) / Strides[axis]) + 1;

            // A window that starts beyond the padding at the end holds nothing.
            if (ceil && (outputs[axis] - 1) * Strides[axis] >= sizes[axis] + Before[axis])
                outputs[axis]--;
        }

        return outputs;
    }

    /// <summary>The window of some dimensions.</summary>
    public Window Take(params int[] axes) =>
        new(
            [.. axes.Select(axis => Kernel[axis])],
            [.. axes.Select(axis => Strides[axis])],
            [.. axes.Select(axis => Dilations[axis])],
            [.. axes.Select(axis => Before[axis])],
            [.. axes.Select(axis => After[axis])],
            IsSame
        );

    /// <summary>Writes the window as arguments of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="isPool">Whether strides are the kernel's size unless given.</param>
    public void Write(Layer layer, bool isPool)
    {
        layer.Arguments.AddRange(Kernel.Distinct().Count() == 1 ? [LayerBuilder.Text(Kernel[0])] : Kernel.Select(LayerBuilder.Text));
        Write(layer, "Stride", Strides, isPool ? Kernel : Ones(Rank));
        bool isCausal = layer.Kind == "Conv1D" && After[0] == 0 && Before[0] > 0 && Before[0] == Extent(0) - 1;
        if (isCausal)
            layer.Named.Add(("Padding", "Padding.Causal"));
        else if (IsSame && Before.Concat(After).Any(padding => padding > 0))
            layer.Named.Add(("Padding", "Padding.Same"));
        else if (Before.AsSpan().SequenceEqual(After))
            Write(layer, "Padding", Before, new int[Rank]);
        else
            WriteSides(layer);
        Write(layer, "Dilation", Dilations, Ones(Rank));
    }

    private static int[] Ones(int rank) => [.. Enumerable.Repeat(1, rank)];

    // What is said of both dimensions is said once.
    private static void Write(Layer layer, string name, int[] values, int[] otherwise)
    {
        if (values.AsSpan().SequenceEqual(otherwise))
            return;
        if (values.Distinct().Count() == 1)
        {
            layer.Named.Add((name, LayerBuilder.Text(values[0])));
            return;
        }

        string[] ends = ["Height", "Width"];
        for (int axis = 0; axis < values.Length; axis++)
            if (values[axis] != otherwise[axis])
                layer.Named.Add((name + ends[axis], LayerBuilder.Text(values[axis])));
    }

    private void WriteSides(Layer layer)
    {
        (string, string)[] ends = Rank == 1 ? [("Before", "After")] : [("Top", "Bottom"), ("Left", "Right")];
        for (int axis = 0; axis < Rank; axis++)
        {
            if (Before[axis] != 0)
                layer.Named.Add(("Padding" + ends[axis].Item1, LayerBuilder.Text(Before[axis])));
            if (After[axis] != 0)
                layer.Named.Add(("Padding" + ends[axis].Item2, LayerBuilder.Text(After[axis])));
        }
    }
}
