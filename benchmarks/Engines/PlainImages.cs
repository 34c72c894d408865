namespace ModelCompiler.Benchmarks.Engines;

/// <summary>Convolutions and pools of plain C#: nested loops over planes, as they are first written.</summary>
internal static class PlainImages
{
    /// <summary>The outputs of a convolution.</summary>
    public static void Convolve(float[] inputs, float[] weights, float[] bias, float[] outputs, ConvolutionLayer layer, int batch)
    {
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = bias[i % layer.Units / (layer.OutputSize * layer.OutputSize)];
        EachLine(
            layer,
            batch,
            (output, input, weight, count) =>
            {
                for (int i = 0; i < count; i++)
                    outputs[output + i] += weights[weight] * inputs[input + i];
            }
        );
    }

    /// <summary>The gradients of a convolution: of its parameters and, when wanted, of its inputs.</summary>
    public static void ConvolveBack(
        float[] inputs,
        float[] delta,
        float[] weights,
        float[] weightGradient,
        float[] biasGradient,
        float[]? inputDelta,
        ConvolutionLayer layer,
        int batch
    )
    {
        Array.Clear(weightGradient);
        Array.Clear(biasGradient);
        for (int i = 0; i < delta.Length; i++)
            biasGradient[i % layer.Units / (layer.OutputSize * layer.OutputSize)] += delta[i];
        EachLine(
            layer,
            batch,
            (output, input, weight, count) =>
            {
                float sum = 0;
                for (int i = 0; i < count; i++)
                    sum += delta[output + i] * inputs[input + i];
                weightGradient[weight] += sum;
                if (inputDelta is null)
                    return;
                for (int i = 0; i < count; i++)
                    inputDelta[input + i] += delta[output + i] * weights[weight];
            }
        );
    }

    /// <summary>The largest values of the windows of a pool.</summary>
    public static void Pool(float[] inputs, float[] outputs, PoolLayer layer)
    {
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = Window(layer, i).Max(place => inputs[place]);
    }

    /// <summary>Hands the gradient of each output to the first of its window's values that equals it.</summary>
    public static void PoolBack(float[] inputs, float[] outputs, float[] delta, float[] inputDelta, PoolLayer layer)
    {
        for (int i = 0; i < outputs.Length; i++)
            inputDelta[Window(layer, i).First(place => inputs[place] == outputs[i])] += delta[i];
    }

    private static int[] Window(PoolLayer layer, int output)
    {
        int size = layer.Size / 2,
            first = (output / (size * size) * layer.Size * layer.Size) + (output / size % size * 2 * layer.Size) + (output % size * 2);
        return [first, first + 1, first + layer.Size, first + layer.Size + 1];
    }

    /// <summary>
    /// Calls an action with each weight and each line of pixels that it applies to: where the line starts in the output and in the input,
    /// and its pixels.
    /// </summary>
    private static void EachLine(ConvolutionLayer layer, int batch, Action<int, int, int, int> action)
    {
        int size = layer.Size,
            to = layer.OutputSize,
            kernel = layer.Kernel;
        for (int sample = 0; sample < batch; sample++)
        for (int output = 0; output < layer.OutputChannels; output++)
        for (int channel = 0; channel < layer.GroupChannels; channel++)
        for (int tap = 0; tap < kernel * kernel; tap++)
        {
            int down = (tap / kernel) - layer.Padding,
                right = (tap % kernel) - layer.Padding,
                start = Math.Max(0, -right),
                end = Math.Min(to, size - right);
            for (int line = Math.Max(0, -down); line < Math.Min(to, size - down); line++)
            {
                int outputPlace = (((((sample * layer.OutputChannels) + output) * to) + line) * to) + start;
                int plane = (sample * layer.Channels) + (output / (layer.OutputChannels / layer.Groups) * layer.GroupChannels) + channel;
                int inputPlace = (((plane * size) + line + down) * size) + start + right;
                action(outputPlace, inputPlace, (((output * layer.GroupChannels) + channel) * kernel * kernel) + tap, end - start);
            }
        }
    }
}
