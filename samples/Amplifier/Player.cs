using System.Diagnostics;
using ModelCompiler;

namespace Amplifier;

/// <summary>Plays a signal through the model as an audio thread would: one sample in, one sample out.</summary>
/// <param name="Output">What came out.</param>
/// <param name="RealTimeFactor">How many seconds of sound one second of computing makes.</param>
/// <param name="MedianNanoseconds">The time of the middle one of all steps, sorted.</param>
/// <param name="LongestNanoseconds">The time of the longest step.</param>
internal sealed record Player(float[] Output, double RealTimeFactor, double MedianNanoseconds, double LongestNanoseconds)
{
    private const double SampleRate = 48_000;

    public static Player Play(AmplifierModel model, ReadOnlySpan<float> input)
    {
        StreamState<AmplifierModel> state = model.CreateState();
        float[] output = new float[input.Length];
        long[] times = new long[input.Length];
        for (int sample = 0; sample < input.Length; sample++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Step(input.Slice(sample, 1), state, output.AsSpan(sample, 1));
            times[sample] = Stopwatch.GetTimestamp() - start;
        }

        double tick = 1e9 / Stopwatch.Frequency,
            all = times.Sum() * tick / 1e9;
        Array.Sort(times);
        return new Player(output, input.Length / SampleRate / all, times[times.Length / 2] * tick, times[^1] * tick);
    }
}
