using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether noise falls on the output: below the last layer that learns, nothing can make use of it.</summary>
internal static class NoiseChecks
{
    public static void Run(NetworkFacts network, ProblemList problems)
    {
        if (OnOutput(network, network.Layers.Count - 1, onlyHead: false) is not { } noise)
            return;
        string name = network.Layers[noise].Spec.Name;
        problems.Add(
            network.Layers.Take(noise).Any(layer => layer.HasParameters)
                ? Problem(StyleRules.NoiseAfterOutput, network, noise, above => [name, $"Move '{name}' above '{above}'"])
                : ProblemList.Create(
                    StyleRules.NoiseAfterOutput,
                    ProblemTarget.Attribute(network.Layers[noise].Attribute),
                    name,
                    $"Put a layer with parameters, as [Dense], below '{name}'"
                )
        );
    }

    /// <summary>
    /// The position of the last layer of noise when nothing but a change of shape (or an activation) stands between it and the output, or
    /// null.
    /// </summary>
    /// <param name="network">All layers.</param>
    /// <param name="position">The position of the output.</param>
    /// <param name="onlyHead">Whether an activation in between makes the noise harmless.</param>
    public static int? OnOutput(NetworkFacts network, int position, bool onlyHead)
    {
        while (position >= 0 && IsPassage(network.Layers[position], onlyHead))
            position = network.Layers[position].Inputs[0];
        return position >= 0 && network.Layers[position].Definition.IsNoise ? position : null;
    }

    /// <summary>The problem, with the layers that the noise may move above when those only follow one another.</summary>
    /// <param name="rule">What is wrong.</param>
    /// <param name="network">All layers.</param>
    /// <param name="noise">The position of the noise.</param>
    /// <param name="arguments">What fills the message, for the name of the layer that the noise may move above.</param>
    public static Problem Problem(DiagnosticDescriptor rule, NetworkFacts network, int noise, Func<string, object[]> arguments)
    {
        IReadOnlyList<LayerFacts> layers = network.Layers;
        int target = noise - 1;
        while (target > 0 && !layers[target].HasParameters)
            target--;
        bool isChain =
            target >= 0
            && Enumerable
                .Range(0, layers.Count)
                .All(position => layers[position].Inputs.Count == 1 && layers[position].Inputs[0] == position - 1);
        string above = target < 0 ? LayerInputs.ModelInput : layers[target].Spec.Name;
        return ProblemList.Create(rule, ProblemTarget.Attribute(layers[noise].Attribute), arguments(above)) with
        {
            OtherTargets = isChain
                ? Enumerable
                    .Range(target, noise - target)
                    .Select(position => ProblemTarget.Attribute(layers[position].Attribute))
                    .ToEquatableArray()
                : EquatableArray<ProblemTarget>.Empty,
        };
    }

    private static bool IsPassage(LayerFacts layer, bool onlyHead) =>
        layer.Inputs.Count == 1 && (layer.Definition.IsIdentity(layer.Spec) || (layer.Definition.IsActivation && !onlyHead));
}
