using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// <c>[Dense(units, activation)]</c>: a fully connected layer, <c>y = activation(W x + b)</c>, of an input of any shape, taken as flat.
/// </summary>
internal sealed class DenseLayer : LayerDefinition
{
    public override string Kind => "Dense";

    public override string ParametersType => "LayerParameters";

    public override string ActivationArgument => "Activation";

    public override string SizeArgument => "Units";

    public override bool IsLinearMap => true;

    public override string EndActivation(LayerSpec layer) => layer.Text("Activation", Linear);

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Integer("Units") < 1)
            report.Add(ShapeRules.UnitsNotPositive, "Units", layer.Name, layer.Integer("Units"));
        ActivationArguments.CheckAlpha(layer, EndActivation(layer), report);
        InitializerArguments.Check(layer, report);
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        int inputs = graph.ShapeOf(input).Size,
            units = layer.Integer("Units");
        string activation = EndActivation(layer);
        var start = new Initializers(layer, graph.Initialization, TensorShape.Of(units, inputs), inputs, units);
        int weight = graph.Parameter(layer.Name, "weight", start.WeightShape, start.Weight(activation));
        int sum = graph.Product(layer.Name, input, weight);
        if (layer.Boolean("Bias", otherwise: true))
            sum = graph.Sum(layer.Name, sum, graph.Parameter(layer.Name, "bias", TensorShape.Of(units), start.Bias));
        return graph.Activation(layer.Name, sum, activation, layer.Number("Alpha"));
    }
}
