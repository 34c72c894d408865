using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Layers that move values, or reduce those along an axis, on a tape.</summary>
internal static class TapeMoves
{
    /// <summary>
    /// A layer's values; those of its input for one that changes the shape alone, or adds noise, which a prediction has not.
    /// </summary>
    public static int[] Of(Tape tape, PlacedLayer placed, int[] x) => Of(tape, placed.Attribute, x, placed.InputShapes[0]);

    private static int[] Of(Tape tape, LayerAttribute layer, int[] x, IReadOnlyList<int> shape) =>
        layer switch
        {
            PermuteAttribute permute => ReferenceMoves.Permute(x, shape, permute.Axes),
            TransposeAttribute transpose => ReferenceMoves.Permute(
                x,
                shape,
                ReferenceMoves.Exchange(shape, transpose.First, transpose.Second)
            ),
            FlipAttribute flip => ReferenceMoves.Flip(x, shape, flip.Axes),
            SliceAttribute slice => ReferenceMoves.Slice(x, shape, slice.Axis, slice.Start, slice.Stop, slice.Step),
            SplitAttribute split => Part(x, shape, split.Axis, split.Parts, split.Part),
            GluAttribute glu =>
            [
                .. Part(x, shape, glu.Axis, 2, 0)
                    .Zip(Part(x, shape, glu.Axis, 2, 1), (value, gate) => tape.Multiply(value, Sigmoid(tape, gate))),
            ],
            PixelShuffleAttribute shuffle => ReferenceMoves.PixelShuffle(x, shape, shuffle.Factor),
            PixelUnshuffleAttribute shuffle => ReferenceMoves.PixelUnshuffle(x, shape, shuffle.Factor),
            MeanOverAttribute mean => ReferenceMoves.Reduce(x, shape, mean.Axis, values => tape.Sum(values, 1.0 / values.Length)),
            SumOverAttribute sum => ReferenceMoves.Reduce(x, shape, sum.Axis, values => tape.Sum(values)),
            MaxOverAttribute largest => ReferenceMoves.Reduce(x, shape, largest.Axis, values => TapeWindows.Largest(tape, values)),
            CumulativeSumAttribute sums => ReferenceMoves.Scan(x, shape, sums.Axis, (before, value) => tape.Add(before, value)),
            _ => x,
        };

    private static int[] Part(int[] x, IReadOnlyList<int> shape, int axis, int parts, int part)
    {
        int size = shape[ReferenceMoves.Axis(shape, axis)] / parts;
        return ReferenceMoves.Slice(x, shape, axis, part * size, (part + 1) * size);
    }

    private static int Sigmoid(Tape tape, int x) =>
        ReferenceActivations.Sigmoid(tape[x]) is var value ? tape.Function(x, value, value * (1 - value)) : x;
}
