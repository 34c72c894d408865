namespace ModelCompiler;

/// <summary>
/// How samples are cut from one long series: sample <c>i</c> has the steps <c>i * Stride .. + Steps</c> as its inputs, and the steps from
/// <c>i * Stride + FirstTarget</c> on, <see cref="Horizon"/> of them, as its targets.
/// </summary>
/// <remarks>
/// By default a target is the one step after the inputs, as a forecast has it. <c>FirstTarget = 1, Horizon = Steps</c> asks in each step
/// for the next one, as a language model does; <c>FirstTarget = 0, Horizon = Steps</c> pairs each step with the same step of another
/// series.
/// </remarks>
public sealed record SequenceWindow
{
    /// <summary>Creates the cut.</summary>
    /// <param name="steps">The steps of the inputs, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    public SequenceWindow(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Steps = steps;
        FirstTarget = steps;
    }

    /// <summary>The steps of the inputs of a sample.</summary>
    public int Steps { get; }

    /// <summary>The steps of the targets of a sample, at least 1; by default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Horizon
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>
    /// The first step of the targets, counted from the first step of the inputs, at least 0; by default <see cref="Steps"/>, the step after
    /// them.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int FirstTarget
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The steps from one sample to the next, at least 1; by default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Stride
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>The samples that a series of so many steps has.</summary>
    internal int Count(int steps)
    {
        long free = steps - Math.Max(Steps, (long)FirstTarget + Horizon);
        return free < 0 ? 0 : (int)(free / Stride) + 1;
    }
}
