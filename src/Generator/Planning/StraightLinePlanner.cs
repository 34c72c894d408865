using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>A network so small that one sample is predicted by straight-line code with every sum in a register.</summary>
/// <param name="Layers">The products in order; each reads the one before.</param>
/// <param name="Softmax">Whether a softmax follows.</param>
internal sealed record StraightLinePlan(EquatableArray<ContractionStep> Layers, bool Softmax)
{
    /// <summary>Whether long activations are called instead of inlined.</summary>
    public bool CallsLongActivations => InlineBudget.CallsLongActivations(
        StraightLinePlanner.MultiplyAdds(this), Layers.Where(layer => layer.Activation is not null).Select(layer => layer.Activation!.Definition.Value));
}

/// <summary>Decides whether a prediction fits straight-line code.</summary>
internal static class StraightLinePlanner
{
    /// <summary>The multiply-adds of one method: up to 72 IL bytes each, of a budget of 8,000 that activations and stores share.</summary>
    public const int MostMultiplyAdds = 100;

    public static StraightLinePlan? Plan(Schedule prediction) =>
        Chain(prediction) is { } chain && MultiplyAdds(chain) <= MostMultiplyAdds ? chain : null;

    /// <summary>The multiply-adds of a vector that one sample takes.</summary>
    public static int MultiplyAdds(StraightLinePlan chain) => chain.Layers.Sum(layer => layer.Shape.Inner);

    /// <summary>The straight-line code of a prediction if it may be of any length, or null when its steps have another form.</summary>
    public static StraightLinePlan? Chain(Schedule prediction)
    {
        var layers = new List<ContractionStep>();
        bool softmax = false;
        int expected = BufferPlan.Input;
        foreach (Step step in prediction.Steps)
        {
            switch (step)
            {
                // One vector of outputs per layer, read by the next layer alone.
                case ContractionStep { Table: < 0 } contraction when !softmax && contraction.Input == expected && contraction.Shape.Columns <= MemoryLayout.WidestVector:
                    layers.Add(contraction);
                    expected = contraction.Output;
                    break;
                case SoftmaxStep last when !softmax && last.Buffer == expected:
                    softmax = true;
                    break;
                default:
                    return null;
            }
        }

        return layers.Count > 0 ? new StraightLinePlan(layers.ToEquatableArray(), softmax) : null;
    }
}
