using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>A network so small that one sample is predicted by straight-line code with every sum in a register.</summary>
/// <param name="Layers">The products in order; each reads the one before.</param>
/// <param name="Softmax">Whether a softmax follows.</param>
internal sealed record StraightLinePlan(EquatableArray<ContractionStep> Layers, bool Softmax);

/// <summary>Decides whether a prediction fits straight-line code.</summary>
internal static class StraightLinePlanner
{
    /// <summary>The multiply-adds of one method: up to 72 IL bytes each, of a budget of 8,000 that activations and stores share.</summary>
    private const int MostMultiplyAdds = 100;

    public static StraightLinePlan? Plan(Schedule prediction, EquatableArray<ParameterPlan> parameters)
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

        return layers.Count > 0 && layers.Sum(layer => layer.Shape.Inner) <= MostMultiplyAdds
            ? new StraightLinePlan(layers.ToEquatableArray(), softmax)
            : null;
    }
}
