namespace ModelCompiler;

/// <summary>Copies parameters from one model to another, by name.</summary>
public static class ModelCopying
{
    /// <summary>
    /// Copies the parameters of another model, running statistics included, by name: between two objects of one class, or between classes
    /// whose layers have equal names, as one and its twin with frozen layers. With <paramref name="tau"/> below 1 it is a soft copy, <c>w
    /// += tau * (other - w)</c>, as for target networks and running averages of weights. Everything is checked before anything changes.
    /// What is frozen is copied as well. Does not allocate after the first call for the two classes.
    /// </summary>
    /// <remarks>
    /// The parameters of two classes lie in memory in different ways: the first layers learn, frozen ones come behind. So copying
    /// <see cref="IModel{TSelf}.Parameters"/> from one class to another mixes them up, silently when the lengths are equal; this method
    /// does not. Nobody may use the model on another thread meanwhile.
    /// </remarks>
    /// <param name="model">The model whose parameters change.</param>
    /// <param name="source">The model that is read.</param>
    /// <param name="tau">How much of the other's values to take, from 0 to 1; 1, all, by default.</param>
    /// <param name="strict">
    /// Whether both must have parameters of exactly the same names. Without it, those that both have are copied, and at least one must be;
    /// a parameter of another shape is refused in any case.
    /// </param>
    /// <exception cref="ArgumentException">The names or shapes of the parameters differ; the message says which. Nothing has
    /// changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tau"/> is not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">Another thread computes a gradient of the model, or changes it.</exception>
    public static void CopyFrom<TModel, TSource>(this TModel model, TSource source, double tau = 1, bool strict = true)
        where TModel : class, IModel<TModel>
        where TSource : class, IModel<TSource>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        if (!(tau is >= 0 and <= 1))
            throw Hyperparameter.Refusal(tau, nameof(tau), "from 0 to 1");
        using ParameterGuard.Scope change = ParameterGuard.Changing(model);
        if (source is TModel)
        {
            Mix(source.Parameters, model.Parameters, (float)tau);
            return;
        }

        ParameterMatch match = Match<TModel, TSource>.Between;
        match.Check(strict);
        foreach ((ParameterDescriptor from, ParameterDescriptor to) in match.Pairs)
            Mix(from, source.Parameters, to, model.Parameters, (float)tau);
    }

    private static void Mix(
        ParameterDescriptor from,
        ReadOnlySpan<float> source,
        ParameterDescriptor to,
        Span<float> destination,
        float tau
    )
    {
        ReadOnlySpan<float> values = source.Slice(from.Offset, from.Layout.BufferLength);
        Span<float> mixed = destination.Slice(to.Offset, to.Layout.BufferLength);
        if (from.Layout == to.Layout)
        {
            Mix(values, mixed, tau);
            return;
        }

        for (int row = 0; row < to.Layout.Rows; row++)
        {
            for (int column = 0; column < to.Layout.Columns; column++)
            {
                ref float value = ref mixed[to.Layout.IndexOf(row, column)];
                float other = values[from.Layout.IndexOf(row, column)];
                value = tau == 1 ? other : float.MultiplyAddEstimate(tau, other - value, value);
            }
        }
    }

    private static void Mix(ReadOnlySpan<float> source, Span<float> destination, float tau)
    {
        if (tau == 1)
            source.CopyTo(destination);
        else
            SoftCopy.Run(source, destination, tau);
    }

    private static class Match<TModel, TSource>
        where TModel : class, IModel<TModel>
        where TSource : class, IModel<TSource>
    {
        public static ParameterMatch Between { get; } = new(TModel.Description, TSource.Description);
    }
}
