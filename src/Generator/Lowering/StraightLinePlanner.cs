using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>Decides whether a prediction fits straight-line code.</summary>
internal static class StraightLinePlanner
{
    /// <summary>The multiply-adds of one method: up to 72 IL bytes each, of a budget of 8,000 that activations and stores share.</summary>
    public const int MostMultiplyAdds = 100;

    public static StraightLinePlan? Plan(Schedule prediction) =>
        Chain(prediction) is { } chain && MultiplyAdds(chain) <= MostMultiplyAdds ? chain : null;

    /// <summary>The multiply-adds of a vector that one sample takes.</summary>
    public static int MultiplyAdds(StraightLinePlan chain) => MultiplyAdds(chain.Layers);

    /// <summary>The straight-line code of a prediction if it may be of any length, or null when its steps have another form.</summary>
    public static StraightLinePlan? Chain(Schedule prediction)
    {
        var layers = new List<StraightLineLayer>();
        bool softmax = false;
        int expected = BufferPlan.Input;
        foreach (Step step in prediction.Steps)
        {
            switch (step.Sample)
            {
                // One vector of outputs per layer, read by the next layer alone.
                case ProductForm product when !softmax && product.Input == expected && product.Shape.Columns <= MemoryLayout.WidestVector:
                    layers.Add(new StraightLineLayer(step.Label, product, IsForInput: false));
                    expected = product.Output;
                    break;
                case SoftmaxForm last when !softmax && last.Buffer == expected:
                    softmax = true;
                    break;
                default:
                    return null;
            }
        }

        if (layers.Count == 0)
            return null;
        bool callsLong = InlineBudget.CallsLongActivations(
            MultiplyAdds(layers),
            layers.Where(layer => layer.Form.Activation is not null).Select(layer => layer.Form.Activation!.Value)
        );
        return new StraightLinePlan(layers.ToEquatableArray(), softmax, callsLong);
    }

    private static int MultiplyAdds(IEnumerable<StraightLineLayer> layers) => layers.Sum(layer => layer.Form.Shape.Inner);
}
