using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>From the differentiated graph to the plan.</summary>
internal static class ModelPlanner
{
    public static ModelPlan Plan(ModelSpec model, ModelGraph graph)
    {
        EquatableArray<ParameterPlan> parameters = ParameterPlanner.Plan(graph, out int trainableLength, out int bufferLength);
        Schedule prediction = PlanPrediction(graph, parameters);
        StraightLinePlan? sample = StraightLinePlanner.Plan(prediction, parameters);
        TrainingPlan? training = graph.Loss < 0 ? null : PlanTraining(graph, parameters);
        return new ModelPlan(
            model,
            graph.Nodes[graph.Input].Shape,
            graph.Nodes[graph.Output].Shape,
            parameters,
            parameters.Sum(parameter => parameter.Shape.Size),
            trainableLength,
            bufferLength,
            LayerTable.Rows(model, graph, parameters, prediction, sample),
            prediction,
            sample,
            training,
            sample is null || training is null ? null : StraightLineGradientPlanner.Plan(training, parameters));
    }

    private static Schedule PlanPrediction(ModelGraph graph, EquatableArray<ParameterPlan> parameters)
    {
        var planner = new SchedulePlanner(graph, parameters, [graph.Output]);
        ForwardPlanner.Plan(planner);
        int output = planner.Read(graph.Output);
        planner.Buffers.Place(out int length, out int capacity);
        EquatableArray<BufferPlan> buffers = planner.Buffers.Finish(ref length);
        return new Schedule(planner.Steps.ToEquatableArray(), buffers, output, capacity, length);
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
        planner.Buffers.Place(out int length, out int capacity);
        int losses = length;
        length += MemoryLayout.RoundUp(capacity, MemoryLayout.WidestVector);
        (EquatableArray<Step> steps, EquatableArray<BufferPlan> buffers) = backward.Finish(ref length, out int lengthOnRequest);
        var schedule = new Schedule(steps, buffers, BufferPlan.None, capacity, length);
        return new TrainingPlan(schedule, forward, backward.PropagateCount, losses, scaleOutputs, inputGradient, lengthOnRequest);
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
