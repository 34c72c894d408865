using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Kernels;

/// <summary>
/// The alignments of a sample's labels with its steps, summed by the forward-backward algorithm in logarithms (Graves et al. 2006, section
/// 4.1). Its states are a blank, the first label, a blank, the second label, and so on to a blank: an alignment begins in one of the first
/// two, ends in one of the last two, and in each step stays, goes on by one, or goes on by two from a label to another one that differs.
/// </summary>
internal readonly ref struct AlignmentTable
{
    // Less than this many e-folds below the largest, a summand changes no bit of a sum in double precision.
    private const double Negligible = -40;

    private readonly ReadOnlySpan<float> _labels;
    private readonly int _blank;
    private readonly Span<double> _normalizers;
    private readonly Span<double> _sums;

    // Of each step and state: the logarithm of all ways to be there, with what was seen up to that step.
    private readonly Span<double> _forward;

    // Of each state: the logarithm of all ways to go on from the step at hand to the end.
    private readonly Span<double> _backward;

    /// <summary>Lays the table out.</summary>
    /// <param name="memory">Its memory; what is there does not matter.</param>
    /// <param name="targets">The labels, and what stands behind them.</param>
    /// <param name="steps">The most steps.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="columns">The floats of a row of them.</param>
    /// <param name="blank">The class that stands for no label.</param>
    public AlignmentTable(ref float memory, ReadOnlySpan<float> targets, int steps, int classes, int columns, int blank)
    {
        Labels = LabelSequences.Count(targets);
        StepsNeeded = LabelSequences.StepsNeeded(targets[..Labels]);
        _labels = targets[..Labels];
        _blank = blank;
        int most = (2 * targets.Length) + 1,
            doubles = (steps * (most + 2)) + most + classes;
        ref double place = ref Unsafe.As<float, double>(ref memory);
        _normalizers = MemoryMarshal.CreateSpan(ref place, steps);
        _sums = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref place, steps), steps);
        Shares = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref place, 2 * steps), classes);
        _backward = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref place, (2 * steps) + classes), States);
        _forward = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref place, (2 * steps) + classes + most), steps * States);
        Row = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref memory, 2 * doubles), columns);
    }

    /// <summary>The number of labels.</summary>
    public int Labels { get; }

    /// <summary>The fewest steps that the labels fit into.</summary>
    public int StepsNeeded { get; }

    /// <summary>The number of classes.</summary>
    public int Classes => Shares.Length;

    /// <summary>The part of all alignments that has each class in the step that <see cref="Backward"/> was called for last.</summary>
    public Span<double> Shares { get; }

    /// <summary>Room for a row of classes.</summary>
    public Span<float> Row { get; }

    private int States => (2 * Labels) + 1;

    /// <summary>The sum of the exponentials of a step's logits, less the largest of them each.</summary>
    public double Sum(int step) => _sums[step];

    /// <summary>Says what the exponentials of a step add up to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetSum(int step, float maximum, double sum)
    {
        _sums[step] = sum;
        _normalizers[step] = maximum + Math.Log(sum);
    }

    /// <summary>Takes a step, the next one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<float> logits, int step, int steps)
    {
        Span<double> here = _forward.Slice(step * States, States);
        here.Fill(double.NegativeInfinity);
        (int first, int end) = Reachable(step, steps);
        if (step == 0)
        {
            for (int state = first; state < end; state++)
                here[state] = LogProbability(logits, step, state);
            return;
        }

        ReadOnlySpan<double> before = _forward.Slice((step - 1) * States, States);
        for (int state = first; state < end; state++)
        {
            double stays = before[state],
                follows = state > 0 ? before[state - 1] : double.NegativeInfinity,
                skips = IsSkipTo(state) ? before[state - 2] : double.NegativeInfinity;
            here[state] = LogOfSum(stays, follows, skips) + LogProbability(logits, step, state);
        }
    }

    /// <summary>The logarithm of the probability of the labels, once all steps are taken.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public double LogProbability(int steps)
    {
        ReadOnlySpan<double> last = _forward.Slice((steps - 1) * States, States);
        return LogOfSum(last[^1], States > 1 ? last[^2] : double.NegativeInfinity, double.NegativeInfinity);
    }

    /// <summary>Goes to the end of the last step.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void BeginBackward()
    {
        _backward.Fill(double.NegativeInfinity);
        _backward[^1] = 0;
        if (States > 1)
            _backward[^2] = 0;
    }

    /// <summary>Sets <see cref="Shares"/> to those of a step, and goes back to the end of the step before it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<float> logits, int step, int steps, double logProbability)
    {
        Shares.Clear();
        ReadOnlySpan<double> here = _forward.Slice(step * States, States);
        (int first, int end) = Reachable(step, steps);
        for (int state = first; state < end; state++)
            Shares[ClassOf(state)] += Math.Exp(here[state] + _backward[state] - logProbability);
        if (step == 0)
            return;

        // What a state needs is at itself and behind it, and is overwritten after that.
        (first, end) = Reachable(step - 1, steps);
        for (int state = first; state < end; state++)
        {
            double stays = _backward[state] + LogProbability(logits, step, state),
                follows = state + 1 < States ? _backward[state + 1] + LogProbability(logits, step, state + 1) : double.NegativeInfinity,
                skips = state + 2 < States && IsSkipTo(state + 2)
                    ? _backward[state + 2] + LogProbability(logits, step, state + 2)
                    : double.NegativeInfinity;
            _backward[state] = LogOfSum(stays, follows, skips);
        }
    }

    // The states that can be reached from the beginning and from which the end can be.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int First, int End) Reachable(int step, int steps) =>
        (Math.Max(0, States - (2 * (steps - step))), Math.Min(States, (2 * step) + 2));

    // Between equal labels there must be a blank.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsSkipTo(int state) => (state & 1) == 1 && state > 1 && _labels[state >> 1] != _labels[(state >> 1) - 1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ClassOf(int state) => (state & 1) == 0 ? _blank : (int)_labels[state >> 1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double LogProbability(ReadOnlySpan<float> logits, int step, int state) => logits[ClassOf(state)] - _normalizers[step];

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double LogOfSum(double a, double b, double c)
    {
        double largest = Math.Max(a, Math.Max(b, c));
        return double.IsNegativeInfinity(largest)
            ? largest
            : largest + Math.Log(Exponential(a - largest) + Exponential(b - largest) + Exponential(c - largest));
    }

    // A NaN stays one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Exponential(double difference) =>
        difference == 0 ? 1
        : difference < Negligible ? 0
        : Math.Exp(difference);
}
