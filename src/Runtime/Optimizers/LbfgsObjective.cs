namespace ModelCompiler;

/// <summary>
/// The function that L-BFGS minimises, along a line from where an iteration began: the parameters are set, and the loss and the gradient
/// asked for.
/// </summary>
internal readonly ref struct LbfgsObjective
{
    /// <summary>What is minimised over: live.</summary>
    public required Span<float> Parameters { get; init; }

    /// <summary>Receives gradients; may be longer than the parameters, by what training does not change.</summary>
    public required Span<float> Gradient { get; init; }

    /// <summary>Where the iteration began.</summary>
    public required Span<float> Start { get; init; }

    /// <summary>The direction.</summary>
    public required ReadOnlySpan<double> Direction { get; init; }

    public required LossAndGradient Evaluate { get; init; }

    /// <summary>Moves to a point on the line.</summary>
    public void MoveTo(double length)
    {
        for (int i = 0; i < Start.Length; i++)
            Parameters[i] = (float)(Start[i] + (length * Direction[i]));
    }

    /// <summary>The loss and the gradient where the parameters are.</summary>
    public double Here(Span<double> gradient)
    {
        double loss = Evaluate(Gradient);
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] = Gradient[i];
        return loss;
    }

    /// <summary>The loss, the gradient and the slope at a point on the line.</summary>
    public LinePoint At(double length, double[] gradient)
    {
        MoveTo(length);
        double loss = Here(gradient);
        return new LinePoint(length, loss, DoubleVectors.Dot(gradient, Direction), gradient);
    }
}

/// <summary>A point on the line of a search.</summary>
/// <param name="Length">How far it is from the start, in units of the direction.</param>
/// <param name="Loss">The loss there.</param>
/// <param name="Slope">The derivative of the loss by the length.</param>
/// <param name="Gradient">The gradient.</param>
internal readonly record struct LinePoint(double Length, double Loss, double Slope, double[] Gradient);
