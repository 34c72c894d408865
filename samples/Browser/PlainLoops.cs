using Digits;

namespace Browser;

/// <summary>The same network as anybody would write it, to compare with: two loops for each layer.</summary>
internal sealed class PlainLoops(DigitClassifier model)
{
    private readonly float[] _hidden = new float[128];
    private readonly float[] _hiddenWeights = Copy(128, 784, (i, k) => model.Hidden.Weight[i, k]);
    private readonly float[] _outputWeights = Copy(10, 128, (i, k) => model.Output.Weight[i, k]);

    /// <summary>Predicts one sample.</summary>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int i = 0; i < _hidden.Length; i++)
        {
            float sum = model.Hidden.Bias[i];
            for (int k = 0; k < inputs.Length; k++)
                sum += _hiddenWeights[(i * inputs.Length) + k] * inputs[k];
            _hidden[i] = MathF.Max(sum, 0f);
        }

        float total = 0f;
        for (int i = 0; i < outputs.Length; i++)
        {
            float sum = model.Output.Bias[i];
            for (int k = 0; k < _hidden.Length; k++)
                sum += _outputWeights[(i * _hidden.Length) + k] * _hidden[k];
            total += outputs[i] = MathF.Exp(sum);
        }

        foreach (ref float output in outputs)
            output /= total;
    }

    private static float[] Copy(int rows, int columns, Func<int, int, float> value)
    {
        float[] copy = new float[rows * columns];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = value(i / columns, i % columns);
        return copy;
    }
}
