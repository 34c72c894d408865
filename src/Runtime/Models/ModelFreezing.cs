namespace ModelCompiler;

/// <summary>
/// Freezes parameters of a model while the program runs, as PyTorch's <c>requires_grad_(False)</c>: their gradient is zero, so that
/// clipping and gradients of accumulated batches do not see them either, and <see cref="ModelExtensions.Step"/> and trainers leave them as
/// they are, to the bit, with whatever weight decay and momentum. What lies below still learns.
/// </summary>
/// <remarks>
/// It concerns one model object and is no part of its parameters: <c>Save</c> does not write it, <c>CopyFrom</c> does not copy it; a
/// checkpoint holds it. Change it between two steps, from one thread. A frozen batch normalisation still uses the statistics of the batch
/// in gradients and lets its running statistics follow, as in PyTorch while training; one that was declared with
/// <see cref="LayerAttribute.Trainable"/> <c>= false</c> does neither. The declaration also saves the time of the gradient. The optimizer's
/// state of frozen parameters stays as it is; a new optimizer (or <see cref="Optimizer.Reset"/>) is the clean way to go on after
/// unfreezing.
/// </remarks>
public static class ModelFreezing
{
    /// <summary>Freezes the parameters that a pattern names. Freezing twice is freezing once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pattern">
    /// The name of a parameter (<c>hidden.weight</c>), of a layer (<c>hidden</c>) or of the use of a block (<c>residual_block1</c>). A
    /// <c>*</c> stands for any characters, a <c>?</c> for one: <c>stem*</c>.
    /// </param>
    /// <exception cref="ArgumentException">The pattern names nothing; the message lists the parameters.</exception>
    /// <exception cref="NotSupportedException">The model was written by hand and has no <see cref="IModel{TSelf}.Freezing"/>.</exception>
    public static void Freeze<TModel>(this TModel model, string pattern)
        where TModel : class, IModel<TModel> => Of(model).Set(pattern, frozen: true);

    /// <summary>Lets the parameters that a pattern names learn again; by default all of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pattern">As in <see cref="Freeze"/>.</param>
    /// <exception cref="ArgumentException">The pattern names nothing, or only parameters that were declared with <c>Trainable =
    /// false</c>.</exception>
    /// <exception cref="NotSupportedException">The model was written by hand and has no <see cref="IModel{TSelf}.Freezing"/>.</exception>
    public static void Unfreeze<TModel>(this TModel model, string pattern)
        where TModel : class, IModel<TModel> => Of(model).Set(pattern, frozen: false);

    /// <summary>Lets all parameters learn again that were frozen while the program runs.</summary>
    /// <param name="model">The model.</param>
    public static void Unfreeze<TModel>(this TModel model)
        where TModel : class, IModel<TModel> => Of(model).Restore([]);

    /// <summary>
    /// The names of the parameters that training leaves as they are, frozen by <see cref="Freeze"/> or in the declaration; running
    /// statistics are no parameters. Allocates.
    /// </summary>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<string> FrozenParameters<TModel>(this TModel model)
        where TModel : class, IModel<TModel>
    {
        ParameterFreezing freezing = Of(model);
        return
        [
            .. TModel
                .Description.Parameters.Where(parameter => !parameter.IsStatistic && freezing.IsFrozen(parameter))
                .Select(parameter => parameter.Name),
        ];
    }

    private static ParameterFreezing Of<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Freezing
            ?? throw new NotSupportedException(
                $"{TModel.Description.Name} was not compiled from a declaration, and its class does not implement IModel.Freezing: "
                    + $"nothing of it can be frozen."
            );
    }
}
