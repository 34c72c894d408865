using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[Embedding(size)]</c>: a row of a table for each token.</summary>
internal sealed class EmbeddingLayer : LayerDefinition
{
    private const string Padding = "PaddingIndex";

    public override string Kind => "Embedding";

    public override string ParametersType => "LayerParameters";

    public override string SizeArgument => "Size";

    public override bool ReadsTokens => true;

    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        ImageArguments.CheckPositive(layer, "Size", report);
        InitializerArguments.CheckWeight(layer, report);
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        int padding = layer.Integer(Padding, -1);
        if (padding >= -1 && padding < inputs[0].Vocabulary)
            return true;
        report.OutOfRange(layer, Padding, padding, "a token, from 0 to " + Numbers.Text(inputs[0].Vocabulary - 1));
        return false;
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape tokens = graph.ShapeOf(input);
        int size = layer.Integer("Size"),
            padding = layer.Integer(Padding, -1);
        Initialization start = Initializers.Embedding(layer, graph.Initialization, tokens.Vocabulary, size) with
        {
            Rows = padding < 0 ? ConstantRows.None : new ConstantRows(padding, 1, 0),
        };
        int table = graph.Table(layer.Name, "weight", TensorShape.Of(tokens.Vocabulary, size), start);
        return graph.Gather(layer.Name, input, table, padding);
    }
}
