using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>A network so small that each sample of a gradient goes forwards, and after the loss backwards, in straight-line code.</summary>
/// <param name="Forward">The products in order; each reads the one before.</param>
/// <param name="Loss">The step between forwards and backwards, which treats all samples in one call.</param>
/// <param name="Backward">The gradients of the layers' inputs, from the last layer to the first.</param>
/// <param name="Sums">The gradients of the parameters.</param>
/// <param name="ForwardCalls">Whether the forward pass calls long activations instead of inlining them.</param>
/// <param name="BackwardCalls">Whether the backward pass calls the gradients of long activations.</param>
internal sealed record StraightLineGradientPlan(
    EquatableArray<ContractionStep> Forward,
    Step Loss,
    EquatableArray<InputGradientStep> Backward,
    EquatableArray<WeightGradientStep> Sums,
    bool ForwardCalls,
    bool BackwardCalls);

/// <summary>Decides whether a gradient fits straight-line code.</summary>
internal static class StraightLineGradientPlanner
{
    /// <summary>The multiply-adds of one method: up to 72 IL bytes each, of a budget of 8,000 that activations, loads and stores share.</summary>
    private const int MostMultiplyAdds = 80;

    public static StraightLineGradientPlan? Plan(TrainingPlan training, EquatableArray<ParameterPlan> parameters)
    {
        Step[] steps = [.. training.Schedule.Steps];
        var forward = new List<ContractionStep>();
        int expected = BufferPlan.Input;
        foreach (Step step in steps.Take(training.ForwardCount))
        {
            // One vector of outputs per layer, read by the next layer alone.
            if (step is not ContractionStep contraction || contraction.Input != expected || contraction.Shape.Columns > MemoryLayout.WidestVector)
                return null;
            forward.Add(contraction);
            expected = contraction.Output;
        }

        if (forward.Count == 0 || steps[training.ForwardCount] is not (ElementLossStep or SoftmaxCrossEntropyStep))
            return null;
        var backward = new List<InputGradientStep>();
        foreach (Step step in steps.Take(training.PropagateCount).Skip(training.ForwardCount + 1))
        {
            if (step is not InputGradientStep gradient || gradient.Shape.Columns > MemoryLayout.WidestVector)
                return null;
            backward.Add(gradient);
        }

        var sums = new List<WeightGradientStep>();
        foreach (Step step in steps.Skip(training.PropagateCount))
        {
            if (step is not WeightGradientStep sum)
                return null;
            sums.Add(sum);
        }

        int forwards = forward.Sum(step => step.Shape.Inner);
        int backwards = backward.Sum(step => step.Shape.Inner) + sums.Sum(step => parameters[step.Weight].Columns + 1);
        if (forwards > MostMultiplyAdds || backwards > MostMultiplyAdds)
            return null;
        return new StraightLineGradientPlan(
            forward.ToEquatableArray(),
            steps[training.ForwardCount],
            backward.ToEquatableArray(),
            sums.ToEquatableArray(),
            InlineBudget.CallsLongActivations(forwards, Activations(forward.Select(step => step.Activation)).Select(activation => activation.Value)),
            InlineBudget.CallsLongActivations(backwards, Activations(backward.Select(step => step.Activation)).Select(activation => activation.Gradient)));
    }

    private static IEnumerable<ActivationDefinition> Activations(IEnumerable<NamedActivation?> activations) =>
        activations.OfType<NamedActivation>().Select(activation => activation.Definition);
}
