using System.Globalization;

namespace ModelCompiler;

/// <summary>Finds losses, gradients and parameters that are not finite and says where they began.</summary>
internal static class AnomalyGuard
{
    private const string Advice = "Lower the learning rate, clip the gradient (GradientClipNorm), or standardize the inputs and targets.";

    /// <summary>Checks a step before the optimizer takes it. Does not allocate when all is well.</summary>
    /// <exception cref="NumericalInstabilityException">Something is not finite.</exception>
    public static void CheckStep(
        ModelDescription description,
        double loss,
        ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> parameters,
        int epoch,
        int batch,
        long step
    )
    {
        if (!double.IsFinite(loss) || FiniteValues.IndexOfNonFinite(gradient) >= 0)
            throw Describe(description, loss, gradient, parameters, epoch, batch, step);
    }

    /// <summary>Checks the parameters at the end of an epoch: the last step may have made them overflow.</summary>
    /// <exception cref="NumericalInstabilityException">A parameter is not finite.</exception>
    public static void CheckParameters(
        ModelDescription description,
        double loss,
        ReadOnlySpan<float> parameters,
        int epoch,
        int batch,
        long step
    )
    {
        if (FiniteValues.IndexOfNonFinite(parameters) >= 0)
            throw Describe(description, loss, default, parameters, epoch, batch, step);
    }

    private static NumericalInstabilityException Describe(
        ModelDescription description,
        double loss,
        ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> parameters,
        int epoch,
        int batch,
        long step
    )
    {
        string? name = First(description, parameters, fromOutput: false, out float value);
        string what;
        if (name is not null)
        {
            what = $"the parameter {name} is {Word(value)}, because an earlier step overflowed";
        }
        else
        {
            name = First(description, gradient, fromOutput: double.IsFinite(loss), out value);
            what = name is null ? $"the loss is {Word(loss)}, though every gradient is finite" : $"the gradient of {name} is {Word(value)}";
        }

        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"Training became unstable in epoch {epoch}, batch {batch}, step {step}: {what} (loss {loss:G5}). {Advice}"
        );
        return new NumericalInstabilityException(message, name, epoch, batch, step, loss);
    }

    private static string? First(ModelDescription description, ReadOnlySpan<float> buffer, bool fromOutput, out float value)
    {
        value = 0;
        if (buffer.IsEmpty)
            return null;
        int count = description.Parameters.Count;
        for (int i = 0; i < count; i++)
        {
            ParameterDescriptor parameter = description.Parameters[fromOutput ? count - 1 - i : i];
            ReadOnlySpan<float> part = buffer.Slice(parameter.Offset, parameter.Layout.BufferLength);
            int index = FiniteValues.IndexOfNonFinite(part);
            if (index >= 0)
            {
                value = part[index];
                return parameter.Name;
            }
        }

        return null;
    }

    private static string Word(double value) =>
        double.IsNaN(value) ? "NaN"
        : value > 0 ? "infinite"
        : "-infinite";
}
