namespace Amplifier;

/// <summary>Something like a guitar: plucked tones of falling harmonics, loud and soft, with a little noise.</summary>
internal static class Guitar
{
    private const int SampleRate = 48_000;

    /// <summary>Plays for some seconds, the same for the same seed.</summary>
    public static float[] Play(double seconds, int seed)
    {
        var random = new Random(seed);
        float[] signal = new float[(int)(seconds * SampleRate)];
        for (int start = 0; start < signal.Length; start += SampleRate / 6)
            Pluck(signal, start, 80 * Math.Pow(2, 3.5 * random.NextDouble()), 0.08 + (0.5 * random.NextDouble()), random);
        return signal;
    }

    private static void Pluck(float[] signal, int start, double frequency, double loudness, Random random)
    {
        double brightness = 0.3 + (0.6 * random.NextDouble());
        int length = Math.Min(SampleRate / 2, signal.Length - start);
        for (int harmonic = 1; harmonic <= 8; harmonic++)
        {
            double turn = 2 * Math.PI * frequency * harmonic / SampleRate,
                phase = 2 * Math.PI * random.NextDouble(),
                level = loudness * Math.Pow(brightness, harmonic - 1),
                fall = (3 + (2 * harmonic)) / (double)SampleRate;
            for (int sample = 0; sample < length; sample++)
                signal[start + sample] += (float)(level * Math.Exp(-fall * sample) * Math.Sin((turn * sample) + phase));
        }

        for (int sample = 0; sample < length; sample++)
            signal[start + sample] += (float)(0.002 * (random.NextDouble() - 0.5));
    }
}
