namespace ModelCompiler.Platforms;

/// <summary>What a model computes step by step.</summary>
internal static class StreamCase
{
    /// <summary>The steps of several streams, and what they leave.</summary>
    public static void Run(Fingerprint fingerprint)
    {
        var model = new Streamed(seed: 5);
        StreamState<Streamed> state = model.CreateState();
        float[] outputs = new float[Streamed.OutputSize];
        for (int stream = 0; stream < 3; stream++)
        {
            state.Reset();
            model.Process(Numbers.Normal(stream, Streamed.InputSize, 1f), state, outputs);
            fingerprint.Add(outputs);
            fingerprint.Add(state.Values);
        }
    }
}
