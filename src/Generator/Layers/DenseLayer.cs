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

    public override string EndActivation(LayerSpec layer) => layer.ActivationOf("Activation", Linear);

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Integer("Units") < 1)
            report.Add(ShapeRules.UnitsNotPositive, "Units", layer.Name, layer.Integer("Units"));
        ActivationArguments.Check(layer, EndActivation(layer), report);
        InitializerArguments.Check(layer, report);
        if (layer.Given(LayerInputs.TiedTo) is { } tied)
            foreach (string argument in (string[])["WeightInitializer", "WeightInitializerValue"])
                if (layer.Number(argument) is not null)
                    report.Add(StyleRules.ArgumentWithoutEffect, argument, argument, $"the weight is that of '{tied}'");
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int inputs = shape.IsSequence ? shape.Extent(Axis.Channel) : shape.Size,
            units = layer.Integer("Units");
        string activation = EndActivation(layer);
        var start = new Initializers(layer, graph.Initialization, TensorShape.Of(units, inputs), inputs, units);
        int weight = layer.TiedTo is { } tied
            ? graph.SharedParameter(tied, "weight", start.WeightShape)
            : graph.Parameter(layer.Name, "weight", start.WeightShape, start.Weight(activation));
        bool hasBias = layer.Boolean("Bias", otherwise: true);
        int sum =
            shape.IsSequence ? graph.Convolution(layer.Name, input, weight, hasBias ? Bias() : -1, Window.Point, groups: 1)
            : layer.TiedTo is not null ? OneStep()
            : graph.Product(layer.Name, input, weight);
        if (hasBias && !shape.IsSequence)
            sum = graph.Sum(layer.Name, sum, Bias());
        return graph.Activation(layer, sum, activation);

        // One form for all products with a table, which lies in memory as they read it: a flat input is a sequence of one step.
        int OneStep()
        {
            int step = graph.Reshape(layer.Name, input, TensorShape.Sequence(1, inputs));
            int product = graph.Convolution(layer.Name, step, weight, -1, Window.Point, groups: 1);
            return graph.Reshape(layer.Name, product, TensorShape.Of(units));
        }

        int Bias() => graph.Parameter(layer.Name, "bias", TensorShape.Of(units), start.Bias);
    }
}
