using System.Diagnostics;
using System.Globalization;
using ModelCompiler;

namespace Vision;

/// <summary>Measures how long a prediction and a training step take on one thread.</summary>
internal static class Stopwatches
{
    private const int Batch = 64;

    /// <summary>Writes the median times of one sample, a batch of 64, and a training step with such a batch.</summary>
    public static void Write<TModel>(TModel model, Dataset data)
        where TModel : class, IModel<TModel>
    {
        int inputSize = TModel.Description.InputSize,
            outputSize = TModel.Description.OutputSize;
        model.MaxDegreeOfParallelism = 1;
        float[] inputs = data.Inputs[..(Batch * inputSize)].ToArray(),
            outputs = new float[Batch * outputSize];
        int[] classes = data.Classes[..Batch].ToArray();
        var gradient = new AlignedBuffer(TModel.Description.ParameterBufferLength);
        var optimizer = new Adam(1e-6f);
        Report("one sample", () => model.Predict(inputs.AsSpan(0, inputSize), outputs.AsSpan(0, outputSize)));
        Report($"a batch of {Batch}", () => model.Predict(inputs, outputs));
        Report($"a gradient of {Batch}", () => model.Gradient(inputs, classes, gradient.Span));
        Report(
            $"a training step of {Batch}",
            () =>
            {
                model.Gradient(inputs, classes, gradient.Span);
                optimizer.Step(model.Parameters, gradient.Span);
            }
        );
    }

    private static void Report(string what, Action action)
    {
        // Long enough for the just-in-time compiler to have replaced its first, slow code.
        var warm = Stopwatch.StartNew();
        while (warm.ElapsedMilliseconds < 1500)
            action();
        double[] times = new double[1001];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {times[times.Length / 2]:F1} microseconds"));
    }
}
