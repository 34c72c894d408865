namespace ModelCompiler.Platforms;

/// <summary>Each activation where a compiler may treat it differently: behind a product, as a map of its own behind a normalization, and in straight-line code.</summary>
internal static class ActivationCases
{
    /// <summary>Each case with its name.</summary>
    public static IReadOnlyList<(string Title, Action<Fingerprint> Compute)> All { get; } =
    [
        Of<Sigmoid, SmallSigmoid>(),
        Of<Tanh, SmallTanh>(),
        Of<Relu, SmallRelu>(),
        Of<LeakyRelu, SmallLeakyRelu>(),
        Of<Elu, SmallElu>(),
        Of<Selu, SmallSelu>(),
        Of<Swish, SmallSwish>(),
        Of<Gelu, SmallGelu>(),
        Of<Mish, SmallMish>(),
        Of<Softplus, SmallSoftplus>(),
        Of<Softsign, SmallSoftsign>(),
        Of<Relu6, SmallRelu6>(),
        Of<HardSigmoid, SmallHardSigmoid>(),
        Of<HardSwish, SmallHardSwish>(),
    ];

    private static (string Title, Action<Fingerprint> Compute) Of<TModel, TSmall>()
        where TModel : class, IModel<TModel>
        where TSmall : class, IModel<TSmall> =>
        (typeof(TModel).Name, fingerprint =>
        {
            ModelCase.Batches<TModel>(fingerprint, [1, 5], threads: 1);
            ModelCase.Extremes<TModel>(fingerprint);
            ModelCase.Batches<TSmall>(fingerprint, [1, 5], threads: 1);
        });
}
