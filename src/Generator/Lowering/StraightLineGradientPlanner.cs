using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>Decides whether a gradient fits straight-line code.</summary>
internal static class StraightLineGradientPlanner
{
    /// <summary>
    /// The multiply-adds of one method: up to 72 IL bytes each, of a budget of 8,000 that activations, loads and stores share.
    /// </summary>
    private const int MostMultiplyAdds = 80;

    public static StraightLineGradientPlan? Plan(TrainingPlan training, EquatableArray<ParameterPlan> parameters)
    {
        Step[] steps = [.. training.Schedule.Steps];
        var forward = new List<StraightLineLayer>();
        int expected = BufferPlan.Input;
        foreach (Step step in steps.Take(training.ForwardCount))
        {
            // One vector of outputs per layer, read by the next layer alone.
            if (step.Sample is not ProductForm product || product.Input != expected || product.Shape.Columns > MemoryLayout.WidestVector)
                return null;
            forward.Add(new StraightLineLayer(step.Label, product, IsForInput: false));
            expected = product.Output;
        }

        if (forward.Count == 0 || steps[training.ForwardCount].Sample is not LossForm loss)
            return null;
        var backward = new List<StraightLineLayer>();
        foreach (Step step in steps.Take(training.PropagateCount).Skip(training.ForwardCount + 1))
        {
            if (step.Sample is not ProductForm gradient || gradient.Shape.Columns > MemoryLayout.WidestVector)
                return null;
            backward.Add(new StraightLineLayer(step.Label, gradient, step.ForInputGradient));
        }

        var sums = new List<StraightLineSum>();
        foreach (Step step in steps.Skip(training.PropagateCount))
        {
            if (step.Sample is not WeightGradientForm sum)
                return null;
            sums.Add(new StraightLineSum(step.Label, sum));
        }

        int forwards = forward.Sum(layer => layer.Form.Shape.Inner);
        int backwards = backward.Sum(layer => layer.Form.Shape.Inner) + sums.Sum(sum => parameters[sum.Form.Weight].Columns + 1);
        if (forwards > MostMultiplyAdds || backwards > MostMultiplyAdds)
            return null;
        return new StraightLineGradientPlan(
            forward.ToEquatableArray(),
            loss.Delta,
            backward.ToEquatableArray(),
            sums.ToEquatableArray(),
            InlineBudget.CallsLongActivations(forwards, Activations(forward).Select(activation => activation.Value)),
            InlineBudget.CallsLongActivations(backwards, Activations(backward).Select(activation => activation.Gradient))
        );
    }

    private static IEnumerable<AppliedFunction> Activations(IEnumerable<StraightLineLayer> layers) =>
        layers.Select(layer => layer.Form.Activation).OfType<AppliedFunction>();
}
