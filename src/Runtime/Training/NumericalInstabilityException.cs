namespace ModelCompiler;

/// <summary>Training met a loss, gradient or parameter that is NaN or infinite, and stopped before it could spoil the model.</summary>
/// <remarks>
/// Each step checks the loss and the gradient before the optimizer uses them, so the model and the optimizer are as after the last good
/// step. The end of an epoch also checks the parameters themselves. The parameter named is where the trouble most likely began: a parameter
/// that is itself not finite; else, with a finite loss, the one nearest to the output whose gradient is not finite (the backward pass runs
/// from there); else the first one of the model.
/// </remarks>
public sealed class NumericalInstabilityException : ArithmeticException
{
    internal NumericalInstabilityException(string message, string? parameterName, int epoch, int batch, long step, double loss)
        : base(message)
    {
        ParameterName = parameterName;
        Epoch = epoch;
        Batch = batch;
        Step = step;
        Loss = loss;
    }

    /// <summary>The parameter where the trouble began, as <c>hidden.weight</c>; null when only the loss is not finite.</summary>
    public string? ParameterName { get; }

    /// <summary>The epoch, counted from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch within the epoch, counted from 1.</summary>
    public int Batch { get; }

    /// <summary>The step of the optimizer since training began, counted from 1, that was not taken.</summary>
    public long Step { get; }

    /// <summary>The loss of the batch.</summary>
    public double Loss { get; }
}
