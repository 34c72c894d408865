using System.Runtime.CompilerServices;
using ModelCompiler.Simd;
using ModelCompiler.Threads;

namespace ModelCompiler;

/// <summary>The second half of a step of <see cref="Lamb"/>.</summary>
internal readonly ref struct LambStep
{
    public required OptimizerStep Step { get; init; }

    /// <summary>The directions, laid out as the parameters.</summary>
    public required Span<float> Directions { get; init; }

    /// <summary>Receives the length of each parameter in units of that of its direction, by its key.</summary>
    public required Span<float> Ratios { get; init; }

    /// <summary>The learning rate, without factors of groups.</summary>
    public required float Rate { get; init; }
}

/// <summary>
/// First the norms, each summed by one thread in a fixed order, then the parameters, which threads share as those of any step.
/// </summary>
internal readonly struct LambWork : IPhasedWork<LambStep>
{
    private const long FlopsPerParameter = 48;

    public static int Phases => 2;

    public static void Run(in LambStep step, int degree) =>
        WorkerTeam.Run<LambWork, LambStep>(in step, degree, step.Step.Plan.Length * FlopsPerParameter);

    public static void Run(in LambStep state, int phase, int part, int parts)
    {
        if (phase == 0)
            Measure(in state, part, parts);
        else
            Move(in state, part, parts);
    }

    private static void Measure(in LambStep state, int part, int parts)
    {
        StepTensor[] tensors = state.Step.Plan.Tensors;
        for (int i = part; i < tensors.Length; i += parts)
        {
            (int start, int length, int key) = tensors[i];
            double parameter = GradientClipping.Norm(state.Step.Parameters.Slice(start, length)),
                direction = GradientClipping.Norm(state.Directions.Slice(start, length));
            state.Ratios[key] = parameter == 0 || direction == 0 ? 1 : (float)(parameter / direction);
        }
    }

    private static void Move(in LambStep state, int part, int parts)
    {
        for (int index = 0; index < state.Step.RangeCount; index++)
        {
            (int start, int length, int key) = state.Step.Range(index, part, parts);
            if (length == 0)
                continue;
            double rate = state.Rate * state.Step.Plan.Setting(key).LearningRateFactor;
            ParameterSweep.Run(
                new MoveRule((float)(-rate * state.Ratios[key])),
                state.Step.Parameters.Slice(start, length),
                state.Directions.Slice(start, length)
            );
        }
    }

    private readonly struct MoveRule(float negativeStep) : IUpdateRule
    {
        private readonly float _negativeStep = negativeStep;

        public static int BufferCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(
            TVector parameter,
            TVector gradient,
            ref TVector first,
            ref TVector second,
            ref TVector third,
            ref TVector fourth
        )
            where TVector : struct, IVector<TVector> => TVector.MultiplyAdd(TVector.Create(_negativeStep), gradient, parameter);
    }
}
