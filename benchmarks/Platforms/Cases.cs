namespace ModelCompiler.Platforms;

/// <summary>All that is fingerprinted.</summary>
internal static class Cases
{
    /// <summary>Each case with its name.</summary>
    public static IReadOnlyList<(string Title, Action<Fingerprint> Compute)> All { get; } =
    [
        ("vectors", VectorCase.Run),
        ("random", RandomCase.Run),
        ("training", TrainingCase.Run),
        Model<ExclusiveOr>(1, 4, 37),
        Model<LongStraightLine>(1, 4, 37),
        Model<Digits>(1, 3, 20),
        Model<LeNet>(1, 5),
        Model<Signal>(3, 18),
        Model<Normalized>(2, 19),
        Model<BatchNormalized>(2, 61),
        Model<Residual>(2, 5),
        Model<Regularized>(1, 23),
        Model<Images>(1, 6),
        Model<Recurrent>(2, 13),
        Model<Attentive>(1, 5),
        Model<Streamed>(1, 9),
        ("stream", StreamCase.Run),
        .. ActivationCases.All,
    ];

    /// <summary>
    /// The case of a model: predictions, losses and gradients of batches of those sizes, and a few steps of each optimizer, by one thread
    /// and by two.
    /// </summary>
    public static (string Title, Action<Fingerprint> Compute) Model<TModel>(params int[] batches)
        where TModel : class, IModel<TModel> =>
        (
            typeof(TModel).Name,
            fingerprint =>
            {
                ModelCase.Batches<TModel>(fingerprint, batches, threads: 1);
                ModelCase.Optimizers<TModel>(fingerprint, batches[^1], threads: 2);
                ModelCase.Extremes<TModel>(fingerprint);
            }
        );
}
