using ModelCompiler;

namespace Shakespeare;

/// <summary>How badly a model predicts a text, in nats a character.</summary>
internal static class TestLoss
{
    /// <summary>In one pass over the whole text: what the model remembers goes on from the first character to the last.</summary>
    public static double Of(CharacterLstm model, int[] text)
    {
        StreamState<CharacterLstm> state = model.CreateState();
        float[] probabilities = new float[CharacterLstm.StepOutputSize];
        double sum = 0;
        for (int place = 0; place + 1 < text.Length; place++)
        {
            model.Step(text[place], state, probabilities);
            sum -= Math.Log(Math.Max(probabilities[text[place + 1]], 1e-30f));
        }

        return sum / (text.Length - 1);
    }
}
