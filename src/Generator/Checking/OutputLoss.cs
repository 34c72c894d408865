using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether the loss of one output suits it.</summary>
/// <param name="declaration">The model.</param>
/// <param name="network">Its layers.</param>
/// <param name="output">The position of the layer that is the output.</param>
/// <param name="loss">The position of the attribute with the loss, or -1.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class OutputLoss(ModelDeclaration declaration, NetworkFacts network, int output, int loss, ProblemList problems)
{
    private const string Softmax = "Softmax";
    private const string Sigmoid = "Sigmoid";
    private const string Categorical = "CategoricalCrossEntropy";
    private const string Sparse = "SparseCategoricalCrossEntropy";
    private const string Binary = "BinaryCrossEntropy";
    private const string Focal = "BinaryFocal";

    private LayerFacts Head => network.Head(output) ?? network.Layers[output];

    private TensorShape OutputShape => network.Layers[output].OutputShape;

    private string HeadName => Head.Spec.Name;

    private ProblemTarget HeadActivation => ProblemTarget.Attribute(Head.Attribute, Head.Definition.ActivationArgument);

    public void Run()
    {
        string? kind = loss < 0 ? null : ModelSpecBuilder.LossName(declaration.Attributes[loss]);
        string activation = network.Head(output)?.EndActivation ?? "Linear";
        bool isSingle = Sizes.Of(OutputShape) == 1;

        bool isCategorical = kind is Categorical or Sparse,
            isBinary = kind is Binary or Focal;
        if (kind == LossCatalogue.OfLabels)
            CheckLabels(kind, activation);
        else if ((isCategorical || isBinary) && NoiseChecks.OnOutput(network, output, onlyHead: true) is { } noise)
            problems.Add(Noise(noise, kind!));
        else if (isSingle && (activation == Softmax || isCategorical))
            Report(HeadActivation, LossRules.SoftmaxOverOneOutput, Sigmoid, isCategorical ? Binary : null, HeadName);
        else if (isCategorical && activation != Softmax)
            Report(
                HeadActivation,
                LossRules.CategoricalWithoutSoftmax,
                Softmax,
                activation == Sigmoid ? Binary : null,
                HeadName,
                Described(activation),
                activation == Sigmoid ? ", or, if several classes can be true at once, the loss to BinaryCrossEntropy" : ""
            );
        else if (isCategorical && BehindHead() is { } behind)
            Report(
                ProblemTarget.Attribute(behind.Attribute),
                LossRules.CategoricalWithoutSoftmax,
                null,
                null,
                behind.Spec.Name,
                $"no longer the softmax of '{HeadName}'",
                ""
            );
        else if (kind == Categorical && IsOfPositions(out TensorShape shape))
            Report(
                HeadActivation,
                LossRules.CategoricalOfPositions,
                null,
                null,
                HeadName,
                Numbers.Count(Sizes.Of(shape) / shape.Extent(Axis.Channel))
            );
        else if (isBinary && activation != Sigmoid)
            Report(
                HeadActivation,
                LossRules.BinaryWithoutSigmoid,
                Sigmoid,
                activation == Softmax ? Categorical : null,
                HeadName,
                Described(activation),
                activation == Softmax ? ", or, if exactly one class is true, the loss to CategoricalCrossEntropy" : "",
                kind!
            );
        else if (RowLossDefinition.Find(kind ?? "") is { } row && !row.Takes(OutputShape.Dimensions.Count, Sizes.Of(OutputShape)))
            ReportRow("Kind", kind!, row.Wanted, OutputShape.ToString());
        else if (LeavesOutSteps())
            ReportRow("Function", kind!, "a row all of whose values count", OutputShape + ", and lengths");
        else if (kind is not null && !isCategorical && activation == Softmax && !TakesAnyOutput(declaration.Attributes[loss]))
            Report(ProblemTarget.Attribute(loss, "Kind"), LossRules.SoftmaxWithRegressionLoss, null, Categorical, HeadName, kind);
    }

    // A loss of the user's over a row would read the steps behind the end of a sample.
    private bool LeavesOutSteps() =>
        loss >= 0
        && declaration.Attributes[loss].Function?.Function is { IsOfRows: true }
        && OutputShape.IsSequence
        && ModelSpecBuilder.HasLengths(declaration);

    private void CheckLabels(string kind, string activation)
    {
        if (NoiseChecks.OnOutput(network, output, onlyHead: true) is { } noise)
            problems.Add(Noise(noise, kind));
        else if (!OutputShape.IsSequence)
            Report(
                ProblemTarget.Attribute(loss, "Kind"),
                LossRules.LabelsWithoutSteps,
                null,
                null,
                kind,
                network.Layers[output].Spec.Name,
                OutputShape.ToString()
            );
        else if (activation != Softmax)
            Report(HeadActivation, LossRules.LabelsWithoutSoftmax, Softmax, null, kind, HeadName, Described(activation));
        else if (BehindHead() is { } behind)
            Report(
                ProblemTarget.Attribute(behind.Attribute),
                LossRules.LabelsWithoutSoftmax,
                null,
                null,
                kind,
                behind.Spec.Name,
                $"no longer the softmax of '{HeadName}'"
            );
        else if (LabelSequenceChecks.Find(declaration.Attributes[loss], loss, network.Layers[output].Spec.Name, OutputShape) is { } problem)
            problems.Add(problem);
    }

    private void Report(
        ProblemTarget target,
        DiagnosticDescriptor rule,
        string? newActivation,
        string? newLoss,
        params object[] arguments
    ) => problems.Add(Mended(ProblemList.Create(rule, target, arguments), newActivation, newLoss));

    private void ReportRow(string argument, string kind, string wanted, string shape) =>
        problems.Add(
            ProblemList.Create(
                LossRules.LossOfRow,
                ProblemTarget.Attribute(loss, argument),
                kind,
                wanted,
                network.Layers[output].Spec.Name,
                shape
            )
        );

    private Problem Noise(int noise, string lossKind) =>
        NoiseChecks.Problem(LossRules.NoiseBeforeCrossEntropy, network, noise, above => [network.Layers[noise].Spec.Name, above, lossKind]);

    /// <summary>The problem with what its code fix changes: the activation of the output or the loss, or null for neither.</summary>
    private Problem Mended(Problem problem, string? newActivation, string? newLoss)
    {
        var properties = new List<FixProperty>();
        if (newActivation is not null && Head.Definition.ActivationArgument is not null)
            properties.Add(new(FixProperties.Activation, newActivation));
        if (newLoss is not null)
            properties.Add(new(FixProperties.Loss, newLoss));
        return problem with
        {
            Properties = properties.ToEquatableArray(),
            OtherTargets = loss < 0 ? EquatableArray<ProblemTarget>.Empty : new([ProblemTarget.Attribute(loss)]),
        };
    }

    // What comes of the output is known to the user alone.
    private static bool TakesAnyOutput(DeclaredAttribute attribute) =>
        attribute.Function is not null || ModelSpecBuilder.LossName(attribute) == LossCatalogue.FromOutside;

    // Over one position, or one channel, there is but one meaning.
    private bool IsOfPositions(out TensorShape shape)
    {
        shape = Head.OutputShape;
        return (shape.IsSequence || Head.Spec.Number("Axis") is not null) && Sizes.Of(shape) > shape.Extent(Axis.Channel);
    }

    /// <summary>
    /// The last layer that stands behind the one with the activation and leaves other values than that, as a pool does, or null.
    /// </summary>
    private LayerFacts? BehindHead()
    {
        int position = output;
        while (network.Layers[position].Definition.IsIdentity(network.Layers[position].Spec))
            position = network.Layers[position].Inputs[0];
        return network.Layers[position].EndActivation is null ? network.Layers[position] : null;
    }

    private static string Described(string activation) => activation == "Linear" ? "linear" : activation;
}
