using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>From the differentiated graph to the plan.</summary>
internal static class ModelPlanner
{
    public static ModelPlan Plan(ModelSpec model, ModelGraph graph)
    {
        EquatableArray<ParameterPlan> parameters = ParameterPlanner.Plan(graph, out int trainableLength, out int statisticsStart, out int bufferLength);
        Schedule prediction = PlanPrediction(graph, parameters);
        StraightLinePlan? sample = StraightLinePlanner.Plan(prediction);
        TrainingPlan? training = graph.Loss < 0 ? null : PlanTraining(graph, parameters);
        return new ModelPlan(
            model,
            graph.Nodes[graph.Input].Shape,
            graph.Nodes[graph.Output].Shape,
            parameters,
            parameters.Where(parameter => !parameter.IsStatistic).Sum(parameter => parameter.Shape.Size),
            trainableLength,
            statisticsStart,
            bufferLength,
            LayerTable.Rows(model, graph, parameters, prediction, sample),
            prediction,
            sample,
            training,
            sample is null || training is null ? null : StraightLineGradientPlanner.Plan(training, parameters));
    }

    private static Schedule PlanPrediction(ModelGraph graph, EquatableArray<ParameterPlan> parameters)
    {
        var planner = new SchedulePlanner(graph, parameters, [graph.Output]) { UsesRunning = true };
        ForwardPlanner.Plan(planner);
        int output = planner.Read(graph.Output);
        planner.Buffers.Place(out int length, out int capacity);
        EquatableArray<TablePlan> tables = planner.Tables.Place(ref length);
        EquatableArray<BufferPlan> buffers = planner.Buffers.Finish(ref length);
        return new Schedule(planner.Steps.ToEquatableArray(), buffers, output, capacity, length) { Tables = tables };
    }

    private static TrainingPlan PlanTraining(ModelGraph graph, EquatableArray<ParameterPlan> parameters)
    {
        int[] parameterGradients = graph.Gradients.Select(gradient => gradient.Gradient).ToArray();
        var planner = new SchedulePlanner(graph, parameters, [graph.Loss, .. parameterGradients, graph.InputGradient]);
        ForwardPlanner.Plan(planner);
        int forward = planner.NextStep;
        var backward = new BackwardPlanner(planner, Reachable(graph, parameterGradients));
        int scaleOutputs = backward.Plan();
        int inputGradient = graph.InputGradient < 0 ? BufferPlan.None : planner.Read(graph.InputGradient);
        if (planner.Tables.NeedWholeBatch)
            return Whole(graph, parameters, planner, backward, forward, scaleOutputs, inputGradient);
        planner.Buffers.Place(out int length, out int capacity);
        int losses = length;
        length += MemoryLayout.RoundUp(capacity, MemoryLayout.WidestVector);
        EquatableArray<TablePlan> tables = planner.Tables.Place(ref length);
        (EquatableArray<Step> steps, EquatableArray<BufferPlan> buffers) = backward.Finish(ref length, out int lengthOnRequest);
        var schedule = new Schedule(steps, buffers, BufferPlan.None, capacity, length) { Tables = tables };
        return new TrainingPlan(schedule, forward, backward.PropagateCount, losses, scaleOutputs, inputGradient, lengthOnRequest);
    }

    /// <summary>A gradient whose normalisations need the statistics of all samples: the workspace holds the whole batch.</summary>
    private static TrainingPlan Whole(
        ModelGraph graph, EquatableArray<ParameterPlan> parameters, SchedulePlanner planner, BackwardPlanner backward, int forward, int scaleOutputs, int inputGradient)
    {
        planner.Buffers.PlaceWhole(out int length, out int block);
        int losses = length++, fixedLength = 0;
        EquatableArray<TablePlan> tables = planner.Tables.Place(ref fixedLength);
        (EquatableArray<Step> steps, EquatableArray<BufferPlan> buffers) = backward.FinishWhole(ref fixedLength, length, out int lengthOnRequest);
        var schedule = new Schedule(steps, buffers, BufferPlan.None, block, length) { Tables = tables, IsWhole = true, FixedLength = fixedLength };
        return new TrainingPlan(schedule, forward, backward.PropagateCount, losses, scaleOutputs, inputGradient, lengthOnRequest)
        {
            Evaluation = PlanEvaluation(graph, parameters),
            LeastSamples = graph.Nodes.Any(node => node is BatchNormNode { IsFrozen: false, PixelCount: 1 }) ? 2 : 1,
        };
    }

    /// <summary>The loss with running statistics: the forward pass of a prediction, and the loss.</summary>
    private static LossPlan PlanEvaluation(ModelGraph graph, EquatableArray<ParameterPlan> parameters)
    {
        // The gradient of the loss follows the loss, and is computed together with it.
        int[] results = [graph.Loss, graph.Loss + 1];
        var planner = new SchedulePlanner(graph, parameters, results) { UsesRunning = true };
        ForwardPlanner.Plan(planner);
        int forward = planner.NextStep;
        new BackwardPlanner(planner, new HashSet<int>(results)).Plan();
        planner.Buffers.Place(out int length, out int capacity);
        int losses = length;
        length += MemoryLayout.RoundUp(capacity, MemoryLayout.WidestVector);
        EquatableArray<TablePlan> tables = planner.Tables.Place(ref length);
        EquatableArray<BufferPlan> buffers = planner.Buffers.Finish(ref length);
        return new LossPlan(new Schedule(planner.Steps.ToEquatableArray(), buffers, BufferPlan.None, capacity, length) { Tables = tables }, forward, losses);
    }

    private static HashSet<int> Reachable(ModelGraph graph, IEnumerable<int> results)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<int>(results);
        while (pending.Count > 0)
            if (pending.Pop() is var node && reached.Add(node))
                foreach (int operand in graph.Nodes[node].Operands)
                    pending.Push(operand);
        return reached;
    }
}
