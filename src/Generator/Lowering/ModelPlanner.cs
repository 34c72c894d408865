using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>From the differentiated graph to the plan.</summary>
internal static class ModelPlanner
{
    public static ModelPlan Plan(ModelSpec model, ModelGraph graph, EquatableArray<LayerPlan> layers)
    {
        EquatableArray<ParameterPlan> parameters = ParameterPlanner.Plan(
            graph,
            out int trainableLength,
            out int statisticsStart,
            out int bufferLength
        );
        Schedule prediction = PlanPrediction(graph, parameters);
        StraightLinePlan? sample = graph.Losses.Count > 1 ? null : StraightLinePlanner.Plan(prediction);
        TrainingPlan? training = graph.Loss < 0 ? null : PlanTraining(model, graph, parameters);
        EquatableArray<LayerPlan> complete = LayerTable.Complete(layers, graph, parameters, prediction, sample);
        return new ModelPlan(
            model,
            model.InputShape,
            graph.Nodes[graph.Output].Shape,
            parameters,
            parameters.Where(parameter => !parameter.IsStatistic).Sum(parameter => parameter.Shape.Size),
            trainableLength,
            statisticsStart,
            bufferLength,
            complete,
            prediction,
            sample,
            training,
            sample is null || training is null ? null : StraightLineGradientPlanner.Plan(training, parameters)
        )
        {
            StateSize = CarriedStates.Of(graph).Size,
            Outputs = HeadPlanner.Outputs(model, complete, training),
        };
    }

    private static Schedule PlanPrediction(ModelGraph graph, EquatableArray<ParameterPlan> parameters)
    {
        var builder = new ScheduleBuilder(graph, parameters, [graph.Output], []) { IsInference = true, HandsOutput = true };
        GradientSchedule.Forward(builder);
        int output = builder.Values.Row(graph.Output).Buffer;
        builder.Buffers.Place(out int length, out int capacity);

        // A step of a loop multiplies the rows of all samples: they go together.
        bool alone =
            builder.Buffers.ExceedsCache
            && builder.Loops.AreNone
            && parameters.Where(parameter => parameter.Packing is null).Sum(parameter => parameter.PaddedRows * parameter.Columns)
                < length / capacity;
        EquatableArray<TablePlan> tables = builder.Tables.Place(ref length);
        EquatableArray<BufferPlan> buffers = builder.Buffers.Finish(ref length);
        var schedule = new Schedule(builder.Steps.ToEquatableArray(), buffers, output, capacity, length) { Tables = tables };
        return schedule with { TakesSamplesAlone = alone && schedule.SharesSingleSamples };
    }

    private static TrainingPlan PlanTraining(ModelSpec model, ModelGraph graph, EquatableArray<ParameterPlan> parameters)
    {
        int[] parameterGradients = graph.Gradients.Select(gradient => gradient.Gradient).ToArray();

        // The loss is computed together with its gradient, which follows it, and which nobody asks for where all that reads tokens is
        // frozen.
        bool isLossAlone = parameterGradients.Length == 0 && graph.InputGradient < 0;
        int[] results = [graph.Loss, .. isLossAlone ? [] : new[] { graph.InputGradient }, .. parameterGradients, .. graph.LossGradients];
        var builder = new ScheduleBuilder(graph, parameters, results, parameterGradients);
        int forward = GradientSchedule.Forward(builder);
        EquatableArray<int> handed = HeadPlanner.HandedOutputs(model, builder);
        int propagate = GradientSchedule.Propagate(builder);
        GradientSchedule.Sum(builder);
        int inputGradient = graph.InputGradient < 0 ? BufferPlan.None : builder.Values.Row(graph.InputGradient).Buffer;
        var counts = new TrainingPlan(null!, forward, propagate, 0, HeadPlanner.Plan(model, graph), inputGradient, 0)
        {
            HandedOutputs = handed,
        };
        if (builder.Tables.NeedWholeBatch)
            return Whole(builder, counts);
        builder.Buffers.Place(out int length, out int capacity);
        int losses = length;
        length += graph.Losses.Count * MemoryLayout.RoundUp(capacity, MemoryLayout.WidestVector);
        EquatableArray<TablePlan> tables = builder.Tables.Place(ref length);
        Step[] steps = [.. builder.Steps];
        PlaceRepacked(steps, forInput: false, ref length);
        int lengthWithInput = length;
        PlaceRepacked(steps, forInput: true, ref lengthWithInput);
        EquatableArray<BufferPlan> buffers = builder.Buffers.Finish(ref lengthWithInput);
        var schedule = new Schedule(steps.ToEquatableArray(), buffers, BufferPlan.None, capacity, length) { Tables = tables };
        return counts with { Schedule = schedule, Losses = losses, LengthWithInputGradient = lengthWithInput };
    }

    /// <summary>
    /// A gradient whose normalisations need the statistics of all samples: the workspace holds the whole batch, and repacked weights lie in
    /// front of the samples.
    /// </summary>
    private static TrainingPlan Whole(ScheduleBuilder builder, TrainingPlan counts)
    {
        builder.Buffers.PlaceWhole(out int length, out int block);
        int losses = length,
            fixedLength = 0,
            lengthWithInput = length += counts.Heads.Count;
        EquatableArray<TablePlan> tables = builder.Tables.Place(ref fixedLength);
        Step[] steps = [.. builder.Steps];
        PlaceRepacked(steps, forInput: false, ref fixedLength);
        PlaceRepacked(steps, forInput: true, ref fixedLength);
        EquatableArray<BufferPlan> buffers = builder.Buffers.Finish(ref lengthWithInput);
        return counts with
        {
            Schedule = new Schedule(steps.ToEquatableArray(), buffers, BufferPlan.None, block, length)
            {
                Tables = tables,
                IsWhole = true,
                FixedLength = fixedLength,
            },
            Losses = losses,
            LengthWithInputGradient = lengthWithInput,
            Evaluation = PlanEvaluation(builder.Graph, builder.Parameters),
            LeastSamples = builder.Graph.Nodes.Max(node => node.LeastSamples),
        };
    }

    /// <summary>The loss with running statistics: the forward pass of a prediction, and the loss.</summary>
    private static LossPlan PlanEvaluation(ModelGraph graph, EquatableArray<ParameterPlan> parameters)
    {
        // The gradient of the loss follows the loss, and is computed together with it.
        int[] results = [graph.Loss, .. graph.LossGradients];
        var builder = new ScheduleBuilder(graph, parameters, results, results) { IsInference = true };
        int forward = GradientSchedule.Forward(builder);
        GradientSchedule.Propagate(builder);
        builder.Buffers.Place(out int length, out int capacity);
        int losses = length;
        length += graph.Losses.Count * MemoryLayout.RoundUp(capacity, MemoryLayout.WidestVector);
        EquatableArray<TablePlan> tables = builder.Tables.Place(ref length);
        EquatableArray<BufferPlan> buffers = builder.Buffers.Finish(ref length);
        return new LossPlan(
            new Schedule(builder.Steps.ToEquatableArray(), buffers, BufferPlan.None, capacity, length) { Tables = tables },
            forward,
            losses
        );
    }

    private static void PlaceRepacked(Step[] steps, bool forInput, ref int end)
    {
        for (int index = 0; index < steps.Length; index++)
        {
            if (steps[index].ForInputGradient != forInput)
                continue;
            var placed = new List<Repacking>();
            foreach (Repacking repacking in steps[index].Repackings)
            {
                placed.Add(repacking with { Place = end });
                end += MemoryLayout.RoundUp(repacking.Length, MemoryLayout.WidestVector);
            }

            steps[index] = steps[index] with { Repackings = placed.ToEquatableArray() };
        }
    }
}
