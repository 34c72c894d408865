using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[Standardize]</c>.</summary>
internal sealed class StandardizeRule : ElementwiseRule
{
    public override string Kind => "Standardize";

    public override string ParametersType => "StandardizeParameters";

    public override string WhyNotTrainable => "the parameters are fitted to data and never trained";

    protected override int Tensors(LayerSpec layer) => 3;
}
