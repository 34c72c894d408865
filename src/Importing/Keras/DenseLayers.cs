using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Keras;

/// <summary>Dense layers, tables, and a dense layer of each step.</summary>
internal static class DenseLayers
{
    public static IEnumerable<KerasKind> All =>
        [
            new("Dense", "`[Dense]`; behind `Flatten` of an image its columns in our order of channels, lines, pixels", "", Dense)
            {
                IsOfEachStep = true,
            },
            new("Embedding", "`[Embedding]`, with `[Tokens]` as the input", "`mask_zero`; behind another layer", Embedding),
            new("TimeDistributed", "the layer inside, for each step", "around convolutions, pools and recurrent layers", Each),
        ];

    private static string Dense(KerasCall call)
    {
        int units = call.Layer.Integer("units"),
            features = call.ShapeOf(call.Input)[^1];
        bool hasBias = call.Layer.Flag("use_bias", true);
        Tensor[] weights = hasBias
            ? call.Weights(("kernel", [features, units]), ("bias", [units]))
            : call.Weights(("kernel", [features, units]));
        string y = call.Add(
            "Dense",
            [call.Input, .. weights.Select((weight, index) => call.Constant(index == 0 ? "kernel" : "bias", weight))]
        );
        return Activations.After(call, y);
    }

    private static string Embedding(KerasCall call)
    {
        int[] shape = call.ShapeOf(call.Input);
        Tensor table = call.Weights(("embeddings", [call.Layer.Integer("input_dim"), call.Layer.Integer("output_dim")]))[0];
        if (shape.Length != 2)
            throw new Refusal($"it reads tokens of the shape {Shapes.Text(shape[1..])}", "let it read one row of tokens");
        call.Graph.MarkTokens(call.Input);
        return call.Add("Gather", [call.Constant("embeddings", table), call.Input]);
    }

    private static string Each(KerasCall call)
    {
        KerasLayer inner = call.Layer.Inner("layer");
        if (KerasKinds.Find(inner.Class) is not { IsOfEachStep: true } kind)
            throw new Refusal(
                $"it applies {inner.Class} to each step",
                "only layers of the last axis can be applied to each step, such as Dense and activations"
            );
        return kind.Emit(call.Of(inner, "layer"));
    }
}
