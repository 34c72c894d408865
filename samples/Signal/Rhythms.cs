using ModelCompiler;

namespace Signal;

/// <summary>
/// Makes up traces of heartbeats: each beat is a small wave, a sharp one and a broad one, at a rate, height and noise of its own trace.
/// </summary>
internal static class Rhythms
{
    /// <summary>The values of one trace: about seven beats.</summary>
    public const int Length = 256;

    /// <summary>The kinds of rhythm, as the classes of the model.</summary>
    public static IReadOnlyList<string> Names { get; } = ["regular", "early beat", "missed beat", "irregular"];

    /// <summary>As many traces of each kind in turn; the same seed gives the same traces.</summary>
    public static Dataset Generate(int count, ulong seed)
    {
        var random = new RandomSequence(seed);
        float[] traces = new float[count * Length];
        int[] kinds = new int[count];
        for (int i = 0; i < count; i++)
        {
            kinds[i] = i % Names.Count;
            Draw(traces.AsSpan(i * Length, Length), kinds[i], random);
        }

        return Dataset.Wrap(traces, Length, kinds, Names.Count);
    }

    private static void Draw(Span<float> trace, int kind, RandomSequence random)
    {
        float height = Between(0.7f, 1.3f, random),
            wander = Between(0f, 0.25f, random),
            phase = Between(0f, 6.28f, random),
            noise = Between(0.02f, 0.12f, random);
        for (int i = 0; i < Length; i++)
            trace[i] = (wander * MathF.Sin((i * 0.03f) + phase)) + (noise * random.NextNormal());
        foreach (float beat in Beats(kind, random))
        {
            // Width and height of the three waves, and where they stand around the beat, in values.
            Add(trace, beat - 7, 2.5f, 0.18f * height);
            Add(trace, beat, 1.1f, height);
            Add(trace, beat + 9, 4f, 0.3f * height);
        }
    }

    private static List<float> Beats(int kind, RandomSequence random)
    {
        float interval = Between(28, 42, random),
            at = Between(0, interval, random);
        var beats = new List<float>();
        while (at < Length)
        {
            beats.Add(at);
            at += kind == 3 ? interval * Between(0.6f, 1.5f, random) : interval + (0.5f * random.NextNormal());
        }

        // Neither the first nor the last, whose neighbours are outside.
        int odd = 1 + random.NextInt(beats.Count - 2);
        if (kind == 1)
            beats[odd] -= interval * Between(0.3f, 0.45f, random);
        else if (kind == 2)
            beats.RemoveAt(odd);
        return beats;
    }

    private static void Add(Span<float> trace, float center, float width, float height)
    {
        for (int i = Math.Max(0, (int)(center - (4 * width))); i < Math.Min(trace.Length, center + (4 * width)); i++)
            trace[i] += height * MathF.Exp(-(i - center) * (i - center) / (2 * width * width));
    }

    private static float Between(float from, float to, RandomSequence random) => from + ((to - from) * random.NextUniform());
}
