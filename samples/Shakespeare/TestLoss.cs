using ModelCompiler;

namespace Shakespeare;

/// <summary>How badly a model predicts a text, in nats a character.</summary>
internal static class TestLoss
{
    /// <summary>
    /// In one pass over the text: what a memory remembers goes on from the first character to the last, and a transformer sees half of its
    /// context at least, but for the first characters.
    /// </summary>
    public static double Of<TModel>(TModel model, ReadOnlySpan<int> text)
        where TModel : class, IStreamingModel<TModel>
    {
        var stream = new TokenStream<TModel>(model);
        float[] probabilities = new float[TModel.StepOutputSize];
        double sum = 0;
        for (int place = 0; place + 1 < text.Length; place++)
        {
            stream.Step(text[place], probabilities);
            sum -= Math.Log(Math.Max(probabilities[text[place + 1]], 1e-30f));
        }

        return sum / (text.Length - 1);
    }
}
