using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Networks that compile and are probably not meant.</summary>
internal static class StyleChecks
{
    private const string Linear = "Linear";
    private const string Softmax = "Softmax";
    private const double ManyParameters = 10_000_000;

    public static void Run(ModelDeclaration declaration, NetworkFacts network, ProblemList problems)
    {
        IReadOnlyList<LayerFacts> layers = network.Layers;
        for (int i = 0; i < layers.Count; i++)
        {
            List<LayerFacts> readers = network.Readers(i).ToList();
            bool isJoined = readers.Any(reader => reader.Inputs.Count > 1);
            LayerFacts? next = readers.Count == 1 && !isJoined ? readers[0] : null;
            if (next is not null)
            {
                if (!IsBottleneck(declaration, network, layers[i], next))
                    CheckCollapse(layers[i], next, problems);
                CheckPair(layers[i], next, isHead: layers.Skip(i + 1).All(layer => !layer.HasParameters), problems);
            }

            if (IsSoftmaxOverImage(layers[i]))
                problems.Add(
                    StyleRules.SoftmaxOverImage,
                    ProblemTarget.Attribute(layers[i].Attribute, layers[i].Definition.ActivationArgument),
                    layers[i].Spec.Name,
                    Numbers.Count(Sizes.Of(layers[i].OutputShape)),
                    layers[i].OutputShape
                );
            else if (layers[i].EndActivation == Softmax && !isJoined && layers.Skip(i + 1).Any(layer => layer.HasParameters))
                problems.Add(Relu(StyleRules.SoftmaxHidden, layers[i], layers[i].Spec.Name));
            CheckInitializer(layers[i], next, problems);
        }
        CheckSize(declaration, layers, problems);
    }

    // Over one channel, or of one pixel, there is but one meaning.
    private static bool IsSoftmaxOverImage(LayerFacts layer) =>
        layer.EndActivation == Softmax
        && !layer.OutputShape.IsSequence
        && layer.Spec.Number("Axis") is null
        && layer.OutputShape.Dimensions[0] > 1
        && layer.OutputShape.Dimensions.Skip(1).Any(dimension => dimension > 1);

    private static void CheckCollapse(LayerFacts layer, LayerFacts next, ProblemList problems)
    {
        if (layer.EndActivation == Linear && layer.Definition.IsLinearMap && next.Definition.IsLinearMap)
            problems.Add(Relu(StyleRules.LinearLayersCollapse, layer, layer.Spec.Name, next.Spec.Name));
    }

    // A first layer narrower than what it reads and than what is made of it limits the rank of the product: no single layer is the same,
    // and together they may be cheaper.
    private static bool IsBottleneck(ModelDeclaration declaration, NetworkFacts network, LayerFacts layer, LayerFacts next)
    {
        TensorShape read = network.InputShape(layer, ModelSpecBuilder.InputShape(declaration));
        bool areImages = layer.OutputShape.Dimensions.Count > 1 && next.OutputShape.Dimensions.Count > 1;
        return Width(layer.OutputShape) < Width(read) && Width(layer.OutputShape) < Width(next.OutputShape);

        double Width(TensorShape shape) => areImages ? shape.Extent(Axis.Channel) : Sizes.Of(shape);
    }

    private static void CheckPair(LayerFacts layer, LayerFacts next, bool isHead, ProblemList problems)
    {
        string? before = layer.EndActivation;
        if (
            before == Linear
            && layer.Definition.ActivationArgument is not null
            && layer.HasParameters
            && layer.Spec.Boolean("Bias", otherwise: true)
            && next.Spec.Kind == "BatchNorm"
            && next.Spec.Boolean("Trainable", otherwise: true)
        )
        {
            problems.Add(StyleRules.BiasBeforeBatchNorm, ProblemTarget.Attribute(layer.Attribute), layer.Spec.Name, next.Spec.Name);
        }

        if (next.HasParameters || next.EndActivation is null || next.Definition.ActivationArgument is null)
            return;
        if (before == Softmax && next.EndActivation == Softmax)
            problems.Add(StyleRules.SoftmaxTwice, ProblemTarget.Attribute(next.Attribute), next.Spec.Name, layer.Spec.Name);
        else if (isHead && before is Softmax or "Sigmoid")
            problems.Add(StyleRules.LayerAfterOutput, ProblemTarget.Attribute(next.Attribute), next.Spec.Name, layer.Spec.Name, before);
    }

    private static void CheckInitializer(LayerFacts layer, LayerFacts? next, ProblemList problems)
    {
        const string Argument = "WeightInitializer";
        string initializer = layer.Spec.Text(Argument, "Default");
        string activation = layer.EndActivation ?? Linear;
        if (activation == Linear && next is { HasParameters: false, EndActivation: { } following })
            activation = following;
        if (
            initializer.StartsWith("He", StringComparison.Ordinal)
            && activation is "Sigmoid" or "Tanh" or Softmax or "Softsign" or "HardSigmoid" or "Selu"
        )
            problems.Add(
                StyleRules.InitializerMismatch,
                ProblemTarget.Attribute(layer.Attribute, Argument),
                initializer,
                "activations that are zero for half of their inputs, as Relu",
                layer.Spec.Name,
                activation,
                activation == "Selu" ? "LecunNormal" : "GlorotUniform"
            );
        else if (initializer.StartsWith("Glorot", StringComparison.Ordinal) && activation is "Relu" or "LeakyRelu" or "Relu6")
            problems.Add(
                StyleRules.InitializerMismatch,
                ProblemTarget.Attribute(layer.Attribute, Argument),
                initializer,
                "symmetric activations, as Tanh",
                layer.Spec.Name,
                activation,
                "HeNormal"
            );
    }

    private static void CheckSize(ModelDeclaration declaration, IReadOnlyList<LayerFacts> layers, ProblemList problems)
    {
        double total = layers.Sum(layer => layer.Parameters);
        if (total <= ManyParameters)
            return;
        LayerFacts largest = layers.OrderByDescending(layer => layer.Parameters).First();
        problems.Add(
            PerformanceRules.ManyParameters,
            ProblemTarget.Attribute(largest.Attribute, largest.Definition.SizeArgument),
            declaration.Type.Name,
            Numbers.Count(total),
            (total * sizeof(float) / 1e6).ToString("0", CultureInfo.InvariantCulture),
            largest.Spec.Name,
            Numbers.Count(largest.Parameters)
        );
    }

    /// <summary>A problem of a layer's activation that the usual activation of hidden layers mends.</summary>
    private static Problem Relu(DiagnosticDescriptor rule, LayerFacts layer, params object[] arguments) =>
        ProblemList.Create(rule, ProblemTarget.Attribute(layer.Attribute, layer.Definition.ActivationArgument), arguments) with
        {
            Properties = new([new(FixProperties.Activation, "Relu")]),
        };
}
