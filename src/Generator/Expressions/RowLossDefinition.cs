namespace ModelCompiler.Generator.Expressions;

/// <summary>A loss of a whole row of outputs, which a kernel of its own computes.</summary>
/// <param name="Kernel">The class of the runtime.</param>
/// <param name="Formula">The loss of a row, for people.</param>
/// <param name="Wanted">The row that it wants, for messages.</param>
/// <param name="LeastOutputs">How many outputs it takes at least.</param>
/// <param name="OutputsOfTarget">How many outputs there are for each target.</param>
/// <param name="MeanOver">What the sum over the samples is divided by.</param>
internal sealed record RowLossDefinition(
    string Kernel,
    string Formula,
    string Wanted,
    int LeastOutputs,
    int OutputsOfTarget,
    MeanOver MeanOver
)
{
    /// <summary>The numbers that a loss of the user's is made of; null for those of the list.</summary>
    public RowFormula? Own { get; init; }

    /// <summary>A loss of the user's.</summary>
    /// <param name="formula">In <see cref="Variables.P"/> and <see cref="Variables.T"/>.</param>
    /// <param name="size">The outputs.</param>
    public static RowLossDefinition Of(Expression formula, int size) =>
        new("RowFormulaLoss", formula.ToString(), "any row", LeastOutputs: 1, OutputsOfTarget: 1, MeanOver.Samples)
        {
            Own = RowFormula.Of(formula, size),
        };

    /// <summary>The definition, or null where there is no such loss of a row.</summary>
    /// <param name="name">The name in the <c>Loss</c> enumeration.</param>
    public static RowLossDefinition? Find(string name) =>
        name switch
        {
            "GaussianNegativeLogLikelihood" => new(
                "GaussianNegativeLogLikelihood",
                "sum 1/2 (log v + (m - y)^2 / v) of means m and variances v",
                "one row of means and as many variances behind them",
                LeastOutputs: 2,
                OutputsOfTarget: 2,
                MeanOver.Elements
            ),
            "CosineSimilarity" => new(
                "CosineSimilarityLoss",
                "1 - p y / sqrt((p p + 1e-12) (y y + 1e-12))",
                "one row of at least 2 values",
                LeastOutputs: 2,
                OutputsOfTarget: 1,
                MeanOver.Samples
            ),
            _ => null,
        };

    /// <summary>Whether it takes an output of a shape.</summary>
    /// <param name="dimensions">The number of dimensions.</param>
    /// <param name="size">The number of values.</param>
    public bool Takes(int dimensions, double size) => dimensions == 1 && size >= LeastOutputs && size % OutputsOfTarget == 0;
}
