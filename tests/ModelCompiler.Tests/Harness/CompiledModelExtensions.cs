namespace ModelCompiler.Tests.Harness;

/// <summary>Whole-batch calls that return arrays, and access to parameters and gradients by name.</summary>
public static class CompiledModelExtensions
{
    public static float[] Predict(this ICompiledModel model, ReadOnlySpan<float> inputs)
    {
        float[] outputs = new float[inputs.Length / model.Description.InputSize * model.Description.OutputSize];
        model.Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>Loss, gradient and input gradient of a batch.</summary>
    public static BatchGradient Gradient(this ICompiledModel model, ReadOnlySpan<float> inputs, Targets targets)
    {
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        float[] inputGradient = new float[inputs.Length];

        // What was there before must not matter.
        gradient.Span.Fill(float.NaN);
        inputGradient.AsSpan().Fill(float.NaN);
        float loss = targets.Classes is { } classes
            ? model.Gradient(inputs, classes, gradient.Span, inputGradient)
            : model.Gradient(inputs, targets.Values, gradient.Span, inputGradient);
        return new BatchGradient(loss, gradient, inputGradient);
    }

    public static float Loss(this ICompiledModel model, ReadOnlySpan<float> inputs, Targets targets) =>
        targets.Classes is { } classes ? model.Loss(inputs, classes) : model.Loss(inputs, targets.Values);

    /// <summary>One parameter, or its gradient, out of a flat buffer in row-major order.</summary>
    public static float[] Values(this ParameterDescriptor parameter, ReadOnlySpan<float> buffer)
    {
        float[] values = new float[parameter.Count];
        parameter.CopyTo(buffer, values);
        return values;
    }
}

/// <summary>What a model is compared with: one value for each output, or one class for each sample.</summary>
public sealed record Targets(float[] Values, int[]? Classes = null)
{
    /// <summary>Classes, with their numbers as values.</summary>
    public static Targets OfNumbers(int[] classes) => new(Array.ConvertAll(classes, number => (float)number), classes);

    /// <summary>Classes, with the same as one-hot values.</summary>
    public static Targets OfClasses(int[] classes, int classCount)
    {
        float[] values = new float[classes.Length * classCount];
        for (int sample = 0; sample < classes.Length; sample++)
            values[(sample * classCount) + classes[sample]] = 1;
        return new Targets(values, classes);
    }
}

/// <summary>The results of one gradient.</summary>
public sealed record BatchGradient(float Loss, AlignedBuffer Gradient, float[] InputGradient);
