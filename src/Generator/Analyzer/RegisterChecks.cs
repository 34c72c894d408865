using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Lowering;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Analyzer;

/// <summary>
/// Whether a model misses straight-line code by little, so that its author may want to know. Asked by the analyzer alone, of a model
/// without errors; only one of about the right size is planned for it.
/// </summary>
internal static class RegisterChecks
{
    /// <summary>Who is further above the limit would have to give up half of the network.</summary>
    private const int MostMultiplyAdds = 2 * StraightLinePlanner.MostMultiplyAdds;

    public static IReadOnlyList<Problem> Run(ModelDeclaration declaration, CheckResult result)
    {
        var problems = new ProblemList();
        double inputSize = Sizes.Of(ModelSpecBuilder.InputShape(declaration));
        IReadOnlyList<LayerFacts> layers = result.Network.Layers;
        List<(LayerFacts Layer, double Size)> inputs = layers
            .Where(layer => layer.Definition is DenseLayer)
            .Select(layer => (layer, layer.Inputs[0] < 0 ? inputSize : Sizes.Of(layers[layer.Inputs[0]].OutputShape)))
            .ToList();
        if (
            layers.Any(layer => (layer.HasParameters && layer.Definition is not DenseLayer) || layer.OutputShape.IsSequence)
            || !IsOfInterest(inputs.Sum(input => input.Size))
        )
            return problems.Problems;

        Schedule prediction = ModelCompilation
            .Plan(ModelSpecBuilder.Build(declaration, result.Layers) with { Heads = ModelSpec.NoHeads })
            .Prediction;
        if (
            StraightLinePlanner.Chain(prediction) is { } chain
            && StraightLinePlanner.MultiplyAdds(chain) is var count
            && IsOfInterest(count)
        )
        {
            LayerFacts largest = inputs.OrderByDescending(input => input.Size).First().Layer;
            ProblemTarget target =
                largest.Inputs[0] < 0
                    ? ProblemTarget.Attribute(declaration.IndexOf(AttributeRole.Input))
                    : ProblemTarget.Attribute(layers[largest.Inputs[0]].Attribute, layers[largest.Inputs[0]].Definition.SizeArgument);
            problems.Add(
                PerformanceRules.TooLargeForRegisters,
                target,
                declaration.Type.Name,
                count,
                StraightLinePlanner.MostMultiplyAdds,
                count - StraightLinePlanner.MostMultiplyAdds
            );
        }

        return problems.Problems;
    }

    private static bool IsOfInterest(double multiplyAdds) => multiplyAdds is > StraightLinePlanner.MostMultiplyAdds and <= MostMultiplyAdds;
}
