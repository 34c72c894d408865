namespace ModelCompiler;

/// <content>A step of an optimizer.</content>
public static partial class ModelExtensions
{
    /// <summary>
    /// Takes one step over the parameters that training changes. Frozen parameters and running statistics stay as they are, whatever the
    /// weight decay; <see cref="Optimizer.Step"/> over the whole buffer would let them decay. So does what
    /// <see cref="ModelFreezing.Freeze"/> has frozen, its state in the optimizer included. A large model is shared among threads, as many
    /// as both the model and the optimizer allow; each takes the parameters whose gradient it has computed. Does not allocate after the
    /// first step.
    /// </summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="model">The model; its parameters change.</param>
    /// <param name="gradient">The gradient, of the length of <see cref="IModel{TSelf}.Parameters"/>.</param>
    /// <exception cref="ArgumentException">
    /// A length is wrong, the gradient overlaps the parameters, or a group of the optimizer names nothing; nothing has changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer has taken steps with another model (<see cref="Optimizer.Reset"/> makes it forget that one), or another thread
    /// computes a gradient with this model or changes its parameters; nothing has changed.
    /// </exception>
    public static void Step<TModel>(this Optimizer optimizer, TModel model, ReadOnlySpan<float> gradient)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(model);
        using ParameterGuard.Scope change = ParameterGuard.Changing(model);
        optimizer.StepTrainable(model, model.Parameters, gradient, TModel.Description, model.Freezing, model.MaxDegreeOfParallelism);
    }
}
