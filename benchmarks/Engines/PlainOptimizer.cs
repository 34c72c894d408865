namespace ModelCompiler.Benchmarks.Engines;

/// <summary>SGD and Adam by plain loops, with PyTorch's defaults.</summary>
internal sealed class PlainOptimizer(Training training, float[][] parameters, float[][] gradients)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly float[][] _means = [.. parameters.Select(values => new float[values.Length])];
    private readonly float[][] _variances = [.. parameters.Select(values => new float[values.Length])];
    private int _steps;

    /// <summary>Changes every parameter along its gradient.</summary>
    public void Step()
    {
        _steps++;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (training.Optimizer == OptimizerKind.Sgd)
                Descend(parameters[i], gradients[i]);
            else
                Adapt(parameters[i], gradients[i], _means[i], _variances[i]);
        }
    }

    private void Descend(float[] values, float[] gradient)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] -= training.LearningRate * gradient[i];
    }

    private void Adapt(float[] values, float[] gradient, float[] means, float[] variances)
    {
        float stepSize = training.LearningRate / (1 - MathF.Pow(Beta1, _steps));
        float varianceScale = 1 / MathF.Sqrt(1 - MathF.Pow(Beta2, _steps));
        for (int i = 0; i < values.Length; i++)
        {
            means[i] = (Beta1 * means[i]) + ((1 - Beta1) * gradient[i]);
            variances[i] = (Beta2 * variances[i]) + ((1 - Beta2) * gradient[i] * gradient[i]);
            values[i] -= stepSize * means[i] / ((MathF.Sqrt(variances[i]) * varianceScale) + Epsilon);
        }
    }
}
