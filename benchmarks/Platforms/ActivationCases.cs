namespace ModelCompiler.Platforms;

/// <summary>
/// Each activation where a compiler may treat it differently: behind a product, as a map of its own behind a normalization, and in
/// straight-line code.
/// </summary>
internal static class ActivationCases
{
    /// <summary>Each case with its name.</summary>
    public static IReadOnlyList<(string Title, Action<Fingerprint> Compute)> All { get; } =
    [
        Of<Sigmoid, StraightLineSigmoid>(),
        Of<Tanh, StraightLineTanh>(),
        Of<Relu, StraightLineRelu>(),
        Of<LeakyRelu, StraightLineLeakyRelu>(),
        Of<Elu, StraightLineElu>(),
        Of<Selu, StraightLineSelu>(),
        Of<Swish, StraightLineSwish>(),
        Of<Gelu, StraightLineGelu>(),
        Of<Mish, StraightLineMish>(),
        Of<Softplus, StraightLineSoftplus>(),
        Of<Softsign, StraightLineSoftsign>(),
        Of<Relu6, StraightLineRelu6>(),
        Of<HardSigmoid, StraightLineHardSigmoid>(),
        Of<HardSwish, StraightLineHardSwish>(),
    ];

    private static (string Title, Action<Fingerprint> Compute) Of<TModel, TStraightLine>()
        where TModel : class, IModel<TModel>
        where TStraightLine : class, IModel<TStraightLine> =>
        (
            typeof(TModel).Name,
            fingerprint =>
            {
                ModelCase.Batches<TModel>(fingerprint, [1, 5], threads: 1);
                ModelCase.Extremes<TModel>(fingerprint);
                ModelCase.Batches<TStraightLine>(fingerprint, [1, 5], threads: 1);
            }
        );
}
