namespace ModelCompiler.Tests.Reference;

/// <summary>One operation of a network on one sample, in double precision.</summary>
internal abstract class ReferenceOperation
{
    public abstract double[] Forward(double[] x);

    /// <summary>The gradient by the operation's input; gradients by parameters are added up.</summary>
    public abstract double[] Backward(double[] x, double[] y, double[] upstream);
}

/// <summary><c>y = W x + b</c>.</summary>
internal sealed class AffineOperation(double[] weight, double[]? bias, int outputs) : ReferenceOperation
{
    private readonly int _inputs = weight.Length / outputs;

    public double[] Weight => weight;

    public double[]? Bias => bias;

    public double[] WeightGradient { get; } = new double[weight.Length];

    public double[] BiasGradient { get; } = new double[outputs];

    public override double[] Forward(double[] x)
    {
        double[] y = new double[outputs];
        for (int o = 0; o < outputs; o++)
        {
            double sum = bias is null ? 0 : bias[o];
            for (int i = 0; i < _inputs; i++)
                sum += weight[(o * _inputs) + i] * x[i];
            y[o] = sum;
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] upstream)
    {
        double[] gradient = new double[_inputs];
        for (int o = 0; o < outputs; o++)
        {
            BiasGradient[o] += upstream[o];
            for (int i = 0; i < _inputs; i++)
            {
                WeightGradient[(o * _inputs) + i] += upstream[o] * x[i];
                gradient[i] += upstream[o] * weight[(o * _inputs) + i];
            }
        }

        return gradient;
    }
}

/// <summary>A function of each element.</summary>
internal sealed class ElementwiseOperation(Activation activation, ActivationNumbers? numbers) : ReferenceOperation
{
    /// <summary>Where its derivative jumps or bends.</summary>
    public double[] Kinks => ReferenceActivations.Kinks(activation, numbers);

    public override double[] Forward(double[] x) => Array.ConvertAll(x, value => ReferenceActivations.Value(activation, numbers, value));

    public override double[] Backward(double[] x, double[] y, double[] upstream) =>
        [.. x.Zip(upstream, (value, gradient) => gradient * ReferenceActivations.Derivative(activation, numbers, value))];
}

/// <summary>Probabilities.</summary>
/// <param name="sign">-1 for a softmin.</param>
internal sealed class SoftmaxOperation(double sign) : ReferenceOperation
{
    public override double[] Forward(double[] input)
    {
        double[] x = Array.ConvertAll(input, value => sign * value);
        double largest = x.Max();
        double[] y = Array.ConvertAll(x, value => Math.Exp(value - largest));
        double sum = y.Sum();
        return Array.ConvertAll(y, value => value / sum);
    }

    public override double[] Backward(double[] x, double[] y, double[] upstream)
    {
        double mean = y.Zip(upstream, (probability, gradient) => probability * gradient).Sum();
        return [.. y.Zip(upstream, (probability, gradient) => sign * probability * (gradient - mean))];
    }
}
