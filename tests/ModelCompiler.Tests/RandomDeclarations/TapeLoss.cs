using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>The losses on a tape, as functions of a model's outputs, as the documentation states them.</summary>
internal static class TapeLoss
{
    public static int Of(Tape tape, Loss loss, double delta, int[][] outputs, float[][] targets, int classStride)
    {
        if (loss == Loss.SparseCategoricalCrossEntropy)
            return OfClasses(tape, outputs, targets, classStride);
        double divisor = loss switch
        {
            Loss.OutputGradient => 1,
            Loss.HalfSquaredError or Loss.CategoricalCrossEntropy or Loss.KullbackLeiblerDivergence => outputs.Length,
            _ => (double)outputs.Length * outputs[0].Length,
        };
        return tape.Sum(
            outputs
                .Zip(targets)
                .SelectMany(sample => sample.First.Zip(sample.Second, (p, target) => Element(tape, loss, delta, p, target))),
            1 / divisor
        );
    }

    private static int OfClasses(Tape tape, int[][] outputs, float[][] targets, int stride)
    {
        int positions = targets[0].Length,
            classes = outputs[0].Length / positions;
        int[] losses =
        [
            .. outputs
                .Zip(targets)
                .SelectMany(sample =>
                    sample
                        .Second.Select((target, position) => (Class: (int)target, Position: position))
                        .Where(target => target.Class != ClassTargets.Ignored)
                        .Select(target => sample.First[(target.Position * (stride == 1 ? classes : 1)) + (target.Class * stride)])
                )
                .Select(output => tape.Function(output, -Math.Log(tape[output]), -1 / tape[output])),
        ];
        return losses.Length == 0 ? tape.Leaf(0) : tape.Sum(losses, 1.0 / losses.Length);
    }

    private static int Element(Tape tape, Loss loss, double delta, int output, double t)
    {
        double p = tape[output],
            difference = p - t,
            distance = Math.Abs(difference);
        switch (loss)
        {
            case Loss.MeanSquaredError:
                return tape.Function(output, difference * difference, 2 * difference);
            case Loss.HalfSquaredError:
                return tape.Function(output, 0.5 * difference * difference, difference);
            case Loss.MeanAbsoluteError:
                tape.NoteKink(difference);
                return tape.Function(output, distance, Math.Sign(difference));
            case Loss.Huber:
                return distance <= delta
                    ? tape.Function(output, 0.5 * difference * difference, difference)
                    : tape.Function(output, delta * (distance - (0.5 * delta)), delta * Math.Sign(difference));
            // One minus a probability near 1 has no digits left in double either: with a sigmoid before it, the loss is of what that was
            // given.
            case Loss.BinaryCrossEntropy when tape.LogitOf(output) is { } logit:
                double x = tape[logit];
                return tape.Function(logit, ReferenceActivations.Softplus(x) - (t * x), ReferenceActivations.Sigmoid(x) - t);
            case Loss.BinaryFocal when tape.LogitOf(output) is { } before:
                return tape.Function(before, ReferenceLosses.Focal(tape[before], t), ReferenceLosses.FocalSlope(tape[before], t));
            case Loss.BinaryFocal:
                double logarithm = Math.Log(p / (1 - p));
                return tape.Function(output, ReferenceLosses.Focal(logarithm, t), ReferenceLosses.FocalSlope(logarithm, t) / (p * (1 - p)));
            case Loss.BinaryCrossEntropy:
                return tape.Function(output, -(t * Math.Log(p)) - ((1 - t) * Math.Log(1 - p)), (-t / p) + ((1 - t) / (1 - p)));
            case Loss.CategoricalCrossEntropy:
                return tape.Function(output, t == 0 ? 0 : -t * Math.Log(p), -t / p);
            case Loss.LogCosh:
                return tape.Function(output, distance + Math.Log(0.5 * (1 + Math.Exp(-2 * distance))), Math.Tanh(difference));
            case Loss.Quantile:
                tape.NoteKink(difference);
                return tape.Function(output, 0.5 * distance, difference < 0 ? -0.5 : 0.5);
            case Loss.Hinge:
                tape.NoteKink(1 - (t * p));
                return tape.Function(output, Math.Max(0, 1 - (t * p)), t * p < 1 ? -t : 0);
            case Loss.SquaredHinge:
                return tape.Function(output, Math.Pow(Math.Max(0, 1 - (t * p)), 2), -2 * t * Math.Max(0, 1 - (t * p)));
            case Loss.PoissonNegativeLogLikelihood:
                return tape.Function(output, Math.Exp(p) - (t * p), Math.Exp(p) - t);
            case Loss.OutputGradient:
                return tape.Function(output, t * p, t);
            case Loss.KullbackLeiblerDivergence:
                return tape.Function(output, t > 0 ? t * (Math.Log(t) - p) : 0, t > 0 ? -t : 0);
            default:
                throw new ArgumentOutOfRangeException(nameof(loss), loss, "There is no reference.");
        }
    }
}
