namespace ModelCompiler.Plotting;

/// <summary>The values and the derivative of a function of one variable, measured on a compiled model.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Inputs">The points, ascending.</param>
/// <param name="Outputs">The value at each point.</param>
/// <param name="Derivatives">The derivative at each point.</param>
public sealed record ActivationCurve(
    string Name,
    IReadOnlyList<double> Inputs,
    IReadOnlyList<double> Outputs,
    IReadOnlyList<double> Derivatives
)
{
    /// <summary>Measures a model with one input and one output: the values by prediction, the derivative by its backward pass.</summary>
    /// <remarks>
    /// With the loss <c>1/2 (p - t)^2</c> and the target <c>t = p - 1</c>, the gradient of the loss with respect to the input is the
    /// derivative of the output.
    /// </remarks>
    /// <param name="name">The name of the function.</param>
    /// <param name="model">A model such as <c>[Model] [Input(1)] [Activation(Activation.Swish)] [Loss(Loss.HalfSquaredError)]</c>.</param>
    /// <param name="from">The first point.</param>
    /// <param name="to">The last point, above <paramref name="from"/>.</param>
    /// <param name="count">How many points, at least 2.</param>
    /// <exception cref="ArgumentException">The model has another size or loss.</exception>
    public static ActivationCurve Of<TModel>(string name, TModel model, double from = -5, double to = 5, int count = 401)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ModelDescription description = TModel.Description;
        if (description.InputSize != 1 || description.OutputSize != 1)
            throw new ArgumentException(
                $"A curve has one input and one output, but {description.Name} has {description.InputSize} and {description.OutputSize}.",
                nameof(model)
            );
        if (description.Loss != Loss.HalfSquaredError)
            throw new ArgumentException(
                $"The derivative is measured through the loss HalfSquaredError, but {description.Name} has "
                    + $"{description.Loss?.ToString() ?? "none"}: declare [Loss(Loss.HalfSquaredError)].",
                nameof(model)
            );

        double[] inputs = new double[count],
            outputs = new double[count],
            derivatives = new double[count];
        Span<float> output = stackalloc float[1],
            inputGradient = stackalloc float[1];
        Span<float> gradient = model.CreateGradient().Span;
        for (int i = 0; i < count; i++)
        {
            float input = (float)(from + ((to - from) * i / (count - 1)));
            model.Predict([input], output);
            model.Gradient([input], [output[0] - 1], gradient, inputGradient);
            (inputs[i], outputs[i], derivatives[i]) = (input, output[0], inputGradient[0]);
        }

        return new ActivationCurve(name, inputs, outputs, derivatives);
    }
}
