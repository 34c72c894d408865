namespace ModelCompiler;

/// <summary>
/// Compares the gradients of a model with finite differences of its loss, for tests of one's own: of a loop with gradients of one's own,
/// of activations and losses of one's own, of anything that is suspected.
/// </summary>
/// <remarks>
/// <para>
/// Parameters are float, and so is the forward pass: the differences of a loss are good for three to five digits. Each derivative is
/// extrapolated from central differences at seven distances, each half of the one before, from a quarter of the parameter's own size (or
/// that of its neighbours) on, by Ridders' method (1982), which also tells how uncertain it is; the rounding of the loss is added to that.
/// A derivative that is too uncertain to be judged, as beside a corner of a ReLU, is counted and not judged.
/// </para>
/// <para>
/// The loss is that of <c>Gradient</c> of the model, always
/// with the same random state: dropout and noise take part, and batch normalisation uses the statistics of the batch. Afterwards
/// parameters, running statistics and the random state are as before, also when something was thrown. Frozen parameters are left out. The
/// padding of an embedding (<see cref="EmbeddingAttribute.PaddingIndex"/>) has, by its meaning, another gradient than the derivative: give
/// samples without it.
/// </para>
/// <para>Not thread-safe: it changes the parameters meanwhile. Allocates. Takes 14 gradients for each element that is compared.</para>
/// </remarks>
/// <example><code>
/// GradientCheck.Run(new DigitClassifier(seed: 1)).ThrowIfFailed();
/// </code></example>
public static class GradientCheck
{
    /// <summary>The elements of each parameter that are compared unless said otherwise.</summary>
    public const int DefaultSamples = 12;

    /// <summary>
    /// How far a gradient may be from the difference unless said otherwise, relative to the larger of the two, or to the root mean square
    /// of the parameter's gradient where that is larger. Right gradients stay below half of it, most far below.
    /// </summary>
    public const double DefaultTolerance = 0.01;

    /// <summary>Checks a model on eight random samples.</summary>
    /// <param name="model">The model; it has a loss. Initialise it, or train it a little: where a gradient vanishes nothing can be
    /// seen.</param>
    /// <param name="samples">The elements of each parameter to compare, at least 1; <see cref="int.MaxValue"/> for all.</param>
    /// <param name="tolerance">As <see cref="DefaultTolerance"/> says; greater than 0.</param>
    /// <param name="seed">The seed of the samples and of the choice of elements.</param>
    /// <returns>The worst element.</returns>
    /// <exception cref="ArgumentException">The model has no loss.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static GradientCheckResult Run<TModel>(
        TModel model,
        int samples = DefaultSamples,
        double tolerance = DefaultTolerance,
        ulong seed = 1
    )
        where TModel : class, IModel<TModel> => Run(model, RandomSamples.Of(TModel.Description, seed), samples, tolerance, seed);

    /// <summary>Checks a model on samples of its own kind.</summary>
    /// <param name="model">The model; it has a loss.</param>
    /// <param name="data">A batch, as training would take it: a few samples.</param>
    /// <param name="samples">The elements of each parameter to compare, at least 1; <see cref="int.MaxValue"/> for all.</param>
    /// <param name="tolerance">As <see cref="DefaultTolerance"/> says; greater than 0.</param>
    /// <param name="seed">The seed of the choice of elements.</param>
    /// <returns>The worst element.</returns>
    /// <exception cref="ArgumentException">The model has no loss, or the data does not fit it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static GradientCheckResult Run<TModel>(
        TModel model,
        Dataset data,
        int samples = DefaultSamples,
        double tolerance = DefaultTolerance,
        ulong seed = 1
    )
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        Hyperparameter.Positive(tolerance, nameof(tolerance));
        if (TModel.Description.Loss is null)
            throw new ArgumentException(
                $"{TModel.Description.Name} declares no loss, so there is no gradient: add [Loss(...)] to the class.",
                nameof(model)
            );
        return new GradientCheckRun<TModel>(model, data).Run(samples, tolerance, seed);
    }
}
