using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether the loss suits the output.</summary>
internal static class LossChecks
{
    private const string Softmax = "Softmax";
    private const string Sigmoid = "Sigmoid";
    private const string Categorical = "CategoricalCrossEntropy";
    private const string Sparse = "SparseCategoricalCrossEntropy";
    private const string Binary = "BinaryCrossEntropy";

    public static void Run(ModelDeclaration declaration, NetworkFacts network, ProblemList problems)
    {
        int loss = declaration.IndexOf(AttributeRole.Loss);
        if (loss >= 0)
            CheckNumbers(declaration.Attributes[loss], loss, problems);
        if (network.Layers.Count > 0)
            CheckOutput(declaration, network, loss, problems);
    }

    private static void CheckOutput(ModelDeclaration declaration, NetworkFacts network, int loss, ProblemList problems)
    {
        string? kind = loss < 0 ? null : KindOf(declaration.Attributes[loss]);
        string activation = network.Head?.EndActivation ?? "Linear";
        bool isSingle = Sizes.Of(network.Layers[network.Layers.Count - 1].OutputShape) == 1;

        bool isCategorical = kind is Categorical or Sparse;
        if ((isCategorical || kind == Binary) && NoiseChecks.OnOutput(network, onlyHead: true) is { } noise)
            problems.Add(Noise(network, noise, kind!));
        else if (isSingle && (activation == Softmax || isCategorical))
            Report(HeadActivation(network), LossRules.SoftmaxOverOneOutput, Sigmoid, isCategorical ? Binary : null, HeadName(network));
        else if (isCategorical && activation != Softmax)
            Report(
                HeadActivation(network),
                LossRules.CategoricalWithoutSoftmax,
                Softmax,
                activation == Sigmoid ? Binary : null,
                HeadName(network),
                Described(activation),
                activation == Sigmoid ? ", or, if several classes can be true at once, the loss to BinaryCrossEntropy" : ""
            );
        else if (isCategorical && BehindHead(network) is { } behind)
            Report(
                ProblemTarget.Attribute(behind.Attribute),
                LossRules.CategoricalWithoutSoftmax,
                null,
                null,
                behind.Spec.Name,
                $"no longer the softmax of '{HeadName(network)}'",
                ""
            );
        else if (kind == Categorical && IsOfPositions(network, out TensorShape shape))
            Report(
                HeadActivation(network),
                LossRules.CategoricalOfPositions,
                null,
                null,
                HeadName(network),
                Numbers.Count(Sizes.Of(shape) / shape.Extent(Axis.Channel))
            );
        else if (kind == Binary && activation != Sigmoid)
            Report(
                HeadActivation(network),
                LossRules.BinaryWithoutSigmoid,
                Sigmoid,
                activation == Softmax ? Categorical : null,
                HeadName(network),
                Described(activation),
                activation == Softmax ? ", or, if exactly one class is true, the loss to CategoricalCrossEntropy" : ""
            );
        else if (kind is not null && !isCategorical && activation == Softmax && !TakesAnyOutput(declaration.Attributes[loss]))
            Report(ProblemTarget.Attribute(loss, "Kind"), LossRules.SoftmaxWithRegressionLoss, null, Categorical, HeadName(network), kind);

        void Report(ProblemTarget target, DiagnosticDescriptor rule, string? newActivation, string? newLoss, params object[] arguments) =>
            problems.Add(Mended(ProblemList.Create(rule, target, arguments), network, loss, newActivation, newLoss));
    }

    private static Problem Noise(NetworkFacts network, int noise, string loss) =>
        NoiseChecks.Problem(LossRules.NoiseBeforeCrossEntropy, network, noise, above => [network.Layers[noise].Spec.Name, above, loss]);

    /// <summary>The problem with what its code fix changes: the activation of the output or the loss, or null for neither.</summary>
    private static Problem Mended(Problem problem, NetworkFacts network, int loss, string? newActivation, string? newLoss)
    {
        var properties = new List<FixProperty>();
        if (newActivation is not null && Head(network).Definition.ActivationArgument is not null)
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
    private static bool TakesAnyOutput(DeclaredAttribute loss) => loss.Function is not null || KindOf(loss) == "OutputGradient";

    // Over one position, or one channel, there is but one meaning.
    private static bool IsOfPositions(NetworkFacts network, out TensorShape shape)
    {
        shape = Head(network).OutputShape;
        return (shape.IsSequence || Head(network).Spec.Number("Axis") is not null) && Sizes.Of(shape) > shape.Extent(Axis.Channel);
    }

    private static void CheckNumbers(DeclaredAttribute loss, int index, ProblemList problems) =>
        ActivationArguments.CheckNumbers(
            new LayerSpec("", "", loss.Arguments),
            KindOf(loss),
            LossCatalogue.Numbers(KindOf(loss)),
            LossCatalogue.AllNumbers,
            new LayerReport(problems, index)
        );

    /// <summary>
    /// The last layer that stands behind the one with the activation and leaves other values than that, as a pool does, or null.
    /// </summary>
    private static LayerFacts? BehindHead(NetworkFacts network)
    {
        int position = network.Layers.Count - 1;
        while (network.Layers[position].Definition.IsIdentity(network.Layers[position].Spec))
            position = network.Layers[position].Inputs[0];
        return network.Layers[position].EndActivation is null ? network.Layers[position] : null;
    }

    private static string KindOf(DeclaredAttribute loss) => loss.Function?.Name ?? new LayerSpec("", "", loss.Arguments).Text("Kind", "");

    private static ProblemTarget HeadActivation(NetworkFacts network) =>
        ProblemTarget.Attribute(Head(network).Attribute, Head(network).Definition.ActivationArgument);

    private static LayerFacts Head(NetworkFacts network) => network.Head ?? network.Layers[network.Layers.Count - 1];

    private static string HeadName(NetworkFacts network) => Head(network).Spec.Name;

    private static string Described(string activation) => activation == "Linear" ? "linear" : activation;
}
