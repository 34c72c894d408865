namespace ModelCompiler;

/// <summary>What every compiled model can do that cannot be a member of its class.</summary>
/// <remarks>
/// Names in the attributes of a class are looked up among its members first: a member called <c>Loss</c> would make
/// <c>[Loss(Loss.MeanSquaredError)]</c> an error. So models implement it for the interface alone, and it is called through these methods.
/// </remarks>
public static partial class ModelExtensions
{
    /// <inheritdoc cref="IModel{TSelf}.Loss(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public static float Loss<TModel>(
        this TModel model,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> weights = default
    )
        where TModel : class, IModel<TModel> => model.Loss(inputs, targets, weights);

    /// <inheritdoc cref="IModel{TSelf}.Loss(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{float})"/>
    public static float Loss<TModel>(
        this TModel model,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> classes,
        ReadOnlySpan<float> weights = default
    )
        where TModel : class, IModel<TModel> => model.Loss(inputs, classes, weights);

    /// <inheritdoc cref="IModel{TSelf}.HeadLosses"/>
    public static float HeadLosses<TModel>(
        this TModel model,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Span<float> headLosses,
        ReadOnlySpan<float> weights = default
    )
        where TModel : class, IModel<TModel> => model.HeadLosses(inputs, targets, headLosses, weights);

    /// <inheritdoc cref="IModel{TSelf}.GradientHeadLosses"/>
    public static ReadOnlySpan<float> GradientHeadLosses<TModel>(this TModel model)
        where TModel : class, IModel<TModel> => model.GradientHeadLosses;

    /// <summary>A new buffer for a gradient of the model, aligned as its parameters are.</summary>
    public static AlignedBuffer CreateGradient<TModel>(this TModel model)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        return new AlignedBuffer(TModel.Description.ParameterBufferLength);
    }
}
