using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// <c>[Standardize]</c>: <c>y = (x - mean) / standard deviation</c>, element by element, with numbers that are fitted to data and never
/// trained.
/// </summary>
internal sealed class StandardizeLayer : LayerDefinition
{
    public override string Kind => "Standardize";

    public override string ParametersType => "StandardizeParameters";

    public override string WhyNotTrainable(LayerSpec layer) => "the parameters are fitted to data and never trained";

    public override string EndActivation(LayerSpec layer) => Linear;

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        graph.IsTrainable = false;
        int mean = graph.ElementwiseParameter(layer.Name, "mean", input, 0),
            rest = graph.ElementwiseParameter(layer.Name, "mean_rest", input, 0);
        int deviation = graph.ElementwiseParameter(layer.Name, "standard_deviation", input, 1);
        Variable x = new("x"),
            m = new("m"),
            r = new("r"),
            s = new("s");
        return graph.Map(layer.Name, (x - m - r) / s, (x, input), (m, mean), (r, rest), (s, deviation));
    }

    public override string ParameterArguments(LayerSpec layer, int first, int count) =>
        FormattableString.Invariant($"{first}, readsInput: {(layer.Inputs[0] == LayerInputs.ModelInput ? "true" : "false")}");
}
