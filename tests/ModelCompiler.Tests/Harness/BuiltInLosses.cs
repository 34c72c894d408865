namespace ModelCompiler.Tests.Harness;

/// <summary>The losses that are declared by name, without those that want an output of a certain shape.</summary>
internal static class BuiltInLosses
{
    public static Loss[] All { get; } =
    [
        .. Enum.GetValues<Loss>()
            .Where(loss =>
                loss
                    is not (
                        Loss.Custom
                        or Loss.GaussianNegativeLogLikelihood
                        or Loss.CosineSimilarity
                        or Loss.ConnectionistTemporalClassification
                    )
            ),
    ];
}
