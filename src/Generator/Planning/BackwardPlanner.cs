using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>
/// Turns the loss and the gradient nodes into steps. The gradient of an activation joins the step before it, so that it happens before the
/// result is stored.
/// </summary>
internal sealed class BackwardPlanner(SchedulePlanner planner, ISet<int> forParameters)
{
    private readonly ModelGraph _graph = planner.Graph;
    private readonly List<PendingTranspose> _transposes = [];

    /// <summary>Plans everything after the forward pass; returns what the mean divides by besides the samples.</summary>
    public int Plan()
    {
        int scaleOutputs = 1;
        for (int index = _graph.Loss; index < _graph.Nodes.Count; index++)
            if (planner.IsNeeded(index) && !planner.IsFused(index) && !IsParameterGradient(_graph.Nodes[index]))
                Propagate(index, ref scaleOutputs);
        for (int index = 0; index < _graph.Nodes.Count; index++)
            if (planner.IsNeeded(index) && IsParameterGradient(_graph.Nodes[index]))
                ImageBackwardPlanner.Prepare(planner, index);
        PropagateCount = planner.NextStep;

        // Parameter gradients come last: they sum over the samples, everything before them is for each sample alone.
        for (int index = _graph.Loss; index < _graph.Nodes.Count; index++)
            if (planner.IsNeeded(index) && _graph.Nodes[index] is ContractionNode { IsBatched: false } weight)
                WeightGradient(weight);
        for (int index = _graph.Loss; index < _graph.Nodes.Count; index++)
            if (planner.IsNeeded(index) && !planner.IsFused(index) && _graph.Nodes[index] is BatchSumNode sum)
                BiasGradient(index, sum);
        for (int index = _graph.Loss; index < _graph.Nodes.Count; index++)
            if (planner.IsNeeded(index) && ImageBackwardPlanner.IsParameterGradient(_graph.Nodes[index]))
                ImageBackwardPlanner.ParameterGradient(planner, index);
        return scaleOutputs;
    }

    /// <summary>How many steps there are before the parameters' gradients.</summary>
    public int PropagateCount { get; private set; }

    private static bool IsParameterGradient(Node node) => node is ContractionNode { IsBatched: false } or BatchSumNode || ImageBackwardPlanner.IsParameterGradient(node);

    private void Propagate(int index, ref int scaleOutputs)
    {
        switch (_graph.Nodes[index])
        {
            case ElementLossGradientNode loss:
                scaleOutputs = loss.Loss.MeanOver == Expressions.MeanOver.Elements ? loss.Shape.Size : 1;
                ElementLoss(index, loss);
                break;
            case SoftmaxCrossEntropyGradientNode cross:
                planner.Add(new SoftmaxCrossEntropyStep(planner.Overwrite(index, cross.Operands[0], "loss", "LossDelta", onRequest: false)));
                break;
            case SoftmaxGradientNode softmax:
                int delta = planner.Overwrite(index, softmax.Operands[0], softmax.Label, Names.Pascal(softmax.Label) + "Delta", OnRequest(index));
                planner.Add(new SoftmaxGradientStep(softmax.Label, OnRequest(index), planner.Read(softmax.Operands[1]), delta));
                break;
            case ContractionNode input:
                InputGradient(index, input);
                break;
            case ActivationGradientNode activation:
                ActivationGradient(index, activation);
                break;
            case ReshapeNode reshape:
                planner.Replace(index, reshape.Operands[0]);
                break;
            case NoiseNode noise:
                int kept = planner.Read(noise.Operands[0]);
                planner.Add(new NoiseStep(
                    noise.Label, OnRequest(index), noise.Kind, noise.Amount, noise.Stream, kept, planner.Write(index, Names.Pascal(noise.Label) + "Delta", OnRequest(index))));
                break;
            case NormalizeGradientNode normal:
                int upstream = planner.Read(normal.Operands[0]), x = planner.Read(normal.Operands[1]);
                planner.Add(new NormalizeGradientStep(
                    normal.Label, OnRequest(index), normal.Epsilon, normal.IsCentered, upstream, x, planner.Write(index, Names.Pascal(normal.Label) + "NormalDelta", OnRequest(index))));
                break;
            case BatchNormSumsNode sums:
                BatchNormPlanner.Sums(planner, sums, OnRequest(index));
                break;
            case BatchNormParameterGradientNode:
                break;
            case BatchNormGradientNode batch:
                BatchNormPlanner.Gradient(planner, index, batch, OnRequest(index));
                break;
            case SliceNode slice when ImageElementPlanner.Slice(planner, index, slice, OnRequest(index)):
                break;
            case SliceNode slice:
                int whole = planner.Read(slice.Operands[0]);
                planner.Add(new SliceStep(slice.Label, OnRequest(index), whole, slice.Start, planner.Write(index, Names.Pascal(slice.Label) + "Part", OnRequest(index))));
                break;
            case MapNode map when ImageElementPlanner.Map(planner, index, map.Value, map.Variables, map.Operands, Names.Pascal(map.Label) + "Delta", OnRequest(index)):
                break;
            case MapNode map:
                EquatableArray<int> inputs = map.Operands.Select(planner.Read).ToEquatableArray();
                planner.Add(new MapStep(map.Label, OnRequest(index), map.Value, map.Variables, inputs, planner.Write(index, Names.Pascal(map.Label) + "Delta", OnRequest(index))));
                break;
            default:
                int before = planner.NextStep, repacked = ImageBackwardPlanner.Propagate(planner, index, OnRequest(index));
                if (repacked > 0)
                    _transposes.Add(new PendingTranspose(FindRepacking(before), repacked));
                break;
        }
    }

    private int FindRepacking(int first)
    {
        while (planner.Steps[first] is not IRepackingStep)
            first++;
        return first;
    }

    private void BiasGradient(int index, BatchSumNode sum)
    {
        int delta = planner.Read(sum.Operands[0]);
        planner.Add(new BiasGradientStep(sum.Label, delta, BiasOf(index), planner.Stride(delta)));
    }

    /// <summary>Gives every repacked weight, then every buffer that serves the gradient by the input alone, its place behind the rest.</summary>
    /// <param name="length">The floats before; on return, of what is always there.</param>
    /// <param name="lengthOnRequest">The floats of all.</param>
    public (EquatableArray<Step> Steps, EquatableArray<BufferPlan> Buffers) Finish(ref int length, out int lengthOnRequest)
    {
        Step[] steps = planner.Steps.ToArray();
        Transpose(steps, onRequest: false, ref length);
        lengthOnRequest = length;
        Transpose(steps, onRequest: true, ref lengthOnRequest);
        EquatableArray<BufferPlan> buffers = planner.Buffers.Finish(ref lengthOnRequest);
        return (steps.ToEquatableArray(), buffers);
    }

    /// <summary>The same for a whole batch: repacked weights lie in front of the samples, and lengths are for each sample.</summary>
    /// <param name="fixedLength">The floats in front of the samples.</param>
    /// <param name="length">The floats of a sample that are always there.</param>
    /// <param name="lengthOnRequest">The floats of a sample in all.</param>
    public (EquatableArray<Step> Steps, EquatableArray<BufferPlan> Buffers) FinishWhole(ref int fixedLength, int length, out int lengthOnRequest)
    {
        Step[] steps = planner.Steps.ToArray();
        Transpose(steps, onRequest: false, ref fixedLength);
        Transpose(steps, onRequest: true, ref fixedLength);
        lengthOnRequest = length;
        EquatableArray<BufferPlan> buffers = planner.Buffers.Finish(ref lengthOnRequest);
        return (steps.ToEquatableArray(), buffers);
    }

    private void Transpose(Step[] steps, bool onRequest, ref int end)
    {
        foreach (PendingTranspose pending in _transposes)
        {
            if (steps[pending.Step].OnRequest != onRequest)
                continue;
            steps[pending.Step] = ((IRepackingStep)steps[pending.Step]).WithTransposed(end);
            end += MemoryLayout.RoundUp(pending.Length, MemoryLayout.WidestVector);
        }
    }

    private void ElementLoss(int index, ElementLossGradientNode node)
    {
        int output = planner.Read(node.Operands[0]);
        ActivationGradientNode? activation = SoleActivation(index, out int result);
        int saved = activation is null ? output : planner.Read(activation.Operands[1]);
        planner.Add(new ElementLossStep(node.Loss, activation?.Activation, output, saved, planner.Write(result, "LossDelta")));
    }

    private void WeightGradient(ContractionNode node)
    {
        int input = planner.Read(node.Operands[1]), delta = planner.Read(node.Operands[0]);
        int weight = _graph.Gradients.First(gradient => _graph.Nodes[gradient.Gradient] == (Node)node).Parameter;
        int sum = Enumerable.Range(0, _graph.Nodes.Count).FirstOrDefault(other =>
            _graph.Nodes[other] is BatchSumNode candidate && candidate.Label == node.Label && candidate.Operands[0] == node.Operands[0] && planner.IsNeeded(other));
        if (sum > 0)
            planner.Fuse(sum);
        planner.Add(new WeightGradientStep(
            node.Label, input, delta, planner.Parameter(weight).Index, sum > 0 ? BiasOf(sum) : -1, planner.Stride(input), planner.Stride(delta)));
    }

    private void InputGradient(int index, ContractionNode node)
    {
        ParameterPlan weight = planner.Parameter(node.Operands[1]);
        int delta = planner.Read(node.Operands[0]);
        ActivationGradientNode? activation = SoleActivation(index, out int result);
        int saved = activation is null ? BufferPlan.None : planner.Read(activation.Operands[1]);
        int padded = MemoryLayout.Padded(weight.Columns);
        int output = planner.Write(result, result == _graph.InputGradient ? "InputDelta" : Names.Pascal(_graph.Nodes[result].Label) + (activation is null ? "InputDelta" : "Delta"), OnRequest(index));
        _transposes.Add(new PendingTranspose(planner.NextStep, weight.Rows * padded));
        planner.Add(new InputGradientStep(
            node.Label,
            OnRequest(index),
            delta,
            weight.Index,
            activation?.Activation,
            saved,
            output,
            0,
            new ContractionShape(weight.Rows, padded, BlockSize.Choose(weight.Rows, padded), planner.Stride(delta), planner.Stride(output))));
    }

    private void ActivationGradient(int index, ActivationGradientNode node)
    {
        Expressions.ActivationDefinition definition = node.Activation.Definition;
        var operands = new List<int> { node.Operands[0] };
        var names = new List<string> { Expressions.Variables.Upstream.Name };
        if (definition.SavedValue != Expressions.DerivativeInput.None)
        {
            operands.Add(node.Operands[1]);
            names.Add(definition.SavedValue == Expressions.DerivativeInput.Output ? Expressions.Variables.Y.Name : Expressions.Variables.X.Name);
        }

        EquatableArray<string> variables = names.ToEquatableArray();
        string name = Names.Pascal(node.Label) + "Delta";
        if (ImageElementPlanner.Map(planner, index, definition.Gradient, variables, operands, name, OnRequest(index)))
            return;
        EquatableArray<int> inputs = operands.Select(planner.Read).ToEquatableArray();
        planner.Add(new MapStep(node.Label, OnRequest(index), definition.Gradient, variables, inputs, planner.Write(index, name, OnRequest(index))));
    }

    /// <summary>The activation's gradient that alone reads a node, provided that its saved values lie in rows like the node's.</summary>
    private ActivationGradientNode? SoleActivation(int index, out int result)
    {
        result = index;
        if (planner.SoleConsumer(index, _graph.Nodes.Count) is not { } consumer || _graph.Nodes[consumer] is not ActivationGradientNode activation
            || activation.Operands[0] != index || planner.IsCallersInput(activation.Operands[1]))
            return null;
        result = consumer;
        planner.Fuse(consumer);
        return activation;
    }

    private int BiasOf(int node) => planner.Parameter(_graph.Gradients.First(gradient => gradient.Gradient == node).Parameter).Index;

    private bool OnRequest(int index) => !forParameters.Contains(index);

    private readonly record struct PendingTranspose(int Step, int Length);
}
