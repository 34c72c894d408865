using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[Dense(units, activation)]</c>: an input of any shape, taken as flat, becomes a flat output of units values.</summary>
internal sealed class DenseRule : LayerRule
{
    public override string Kind => "Dense";

    public override string ParametersType => "DenseParameters";

    public override bool IsLinearMap => true;

    public override string ActivationArgument => "Activation";

    public override string SizeArgument => "Units";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Integer("Units") < 1)
            report.Add(ShapeRules.UnitsNotPositive, "Units", layer.Name, layer.Integer("Units"));
        ActivationArguments.Check(layer, EndActivation(layer), report);
        InitializerArguments.CheckValue(layer, "WeightInitializer", report);
        if (layer.Boolean("Bias", otherwise: true))
            InitializerArguments.CheckValue(layer, "BiasInitializer", report);
        else
            foreach (string argument in (string[])["BiasInitializer", "BiasInitializerValue"])
                if (layer.Number(argument) is not null)
                    report.Add(StyleRules.ArgumentWithoutEffect, argument, argument, "the layer has no bias");
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) =>
        new([layer.Integer("Units")]);

    public override double ParameterCount(LayerSpec layer, EquatableArray<int> input) =>
        layer.Integer("Units") * (Shapes.Size(input) + (layer.Boolean("Bias", otherwise: true) ? 1 : 0));

    public override double BufferLength(LayerSpec layer, EquatableArray<int> input)
    {
        double units = layer.Integer("Units");
        double padded =
            units <= 4 ? 4
            : units <= 8 ? 8
            : Math.Ceiling(units / 16) * 16;
        return padded * (Shapes.Size(input) + 1);
    }

    public override string EndActivation(LayerSpec layer) => layer.Text("Activation", "Linear");
}
