using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>A layer that keeps the shape and has parameters of one value for each value of a sample.</summary>
internal abstract class ElementwiseRule : LayerRule
{
    public override string ParametersType => "DenseParameters";

    public override void CheckArguments(LayerSpec layer, LayerReport report) { }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) => input;

    public override double ParameterCount(LayerSpec layer, EquatableArray<int> input) => Tensors(layer) * Shapes.Size(input);

    public override double BufferLength(LayerSpec layer, EquatableArray<int> input) => Tensors(layer) * (Shapes.Size(input) + 16);

    public override string EndActivation(LayerSpec layer) => "Linear";

    /// <summary>The number of parameters.</summary>
    protected abstract int Tensors(LayerSpec layer);
}

/// <summary><c>[LayerNorm]</c> and <c>[RmsNorm]</c>.</summary>
internal sealed class NormRule(string kind, bool hasBias) : ElementwiseRule
{
    private const string Epsilon = "Epsilon";

    public override string Kind => kind;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Number(Epsilon) is { } epsilon && (!Numbers.IsFinite(epsilon) || epsilon <= 0))
            report.OutOfRange(layer, Epsilon, epsilon, "a finite number above 0");
    }

    protected override int Tensors(LayerSpec layer) => hasBias ? 2 : 1;
}

/// <summary><c>[Scale]</c>.</summary>
internal sealed class ScaleRule : ElementwiseRule
{
    public override string Kind => "Scale";

    protected override int Tensors(LayerSpec layer) => layer.Boolean("Bias", otherwise: true) ? 2 : 1;
}

/// <summary><c>[PRelu]</c>.</summary>
internal sealed class PReluRule : ElementwiseRule
{
    private const string InitialSlope = "InitialSlope";

    public override string Kind => "PRelu";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Number(InitialSlope) is { } slope && !Numbers.IsFinite(slope))
            report.OutOfRange(layer, InitialSlope, slope, "a finite number");
    }

    public override double ParameterCount(LayerSpec layer, EquatableArray<int> input) => PReluLayer.SlopesOf(layer, input).Size;

    public override double BufferLength(LayerSpec layer, EquatableArray<int> input) => ParameterCount(layer, input) + 16;

    public override string EndActivation(LayerSpec layer) => "PRelu";

    protected override int Tensors(LayerSpec layer) => 1;
}
