using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// A layer whose state goes from step to step: a product of the input, for all steps at once, a product of the state of the step before,
/// and the cell that makes the next state of both.
/// </summary>
internal abstract class RecurrentLayer : LayerDefinition
{
    // Each is compiled by itself.
    private const int MostLayers = 100;

    public override string ParametersType => "RecurrentParameters";

    public override string SizeArgument => "Units";

    /// <summary>The number of sums for each unit.</summary>
    protected abstract int Gates { get; }

    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Integer("Units") < 1)
            report.Add(ShapeRules.UnitsNotPositive, "Units", layer.Name, layer.Integer("Units"));
        if (layer.Number("Layers") is { } layers && layers is < 1 or > MostLayers)
            report.OutOfRange(layer, "Layers", layers, FormattableString.Invariant($"from 1 to {MostLayers}"));
        if (layer.Number("Dropout") is not { } dropout)
            return;
        if (!(dropout >= 0 && dropout < 1))
            report.OutOfRange(layer, "Dropout", dropout, "at least 0 and below 1");
        else if (Layers(layer) == 1)
            report.Add(StyleRules.ArgumentWithoutEffect, "Dropout", "Dropout", "it stands between two layers, and Layers is 1");
    }

    public override bool CountsSteps => true;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        if (!inputs[0].IsSequence)
            report.Add(TokenRules.NotASequence, null, layer.Name, inputs[0]);
        return inputs[0].IsSequence;
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        bool isBidirectional = IsBidirectional(layer),
            isLast = layer.Text("Output", "Sequence") == "LastStep";
        int count = Layers(layer);
        double dropout = layer.Number("Dropout") ?? 0;
        for (int number = 0; number < count; number++)
        {
            if (number > 0 && dropout > 0)
                input = graph.Noise(layer.Name, input, NoiseKind.Dropout, dropout);
            int[] directions =
            [
                Direction(layer, input, graph, number, isReversed: false),
                .. isBidirectional ? [Direction(layer, input, graph, number, isReversed: true)] : (int[])[],
            ];
            if (number == count - 1)
                directions = [.. directions.Select((direction, index) => HandOn(layer, direction, graph, isLast, isReversed: index > 0))];
            input = isBidirectional ? graph.Concat(layer.Name, directions) : directions[0];
        }

        return input;
    }

    public override string ParameterArguments(LayerSpec layer, int first, int count) =>
        FormattableString.Invariant(
            $"{first}, {Layers(layer)}, {(IsBidirectional(layer) ? 2 : 1)}, hasBias: {(HasBias(layer) ? "true" : "false")}, {Freezing}"
        );

    /// <summary>Adds the cell, from the sums of the input and of the state to the output of each step.</summary>
    /// <param name="cell">What the cell is made of.</param>
    protected abstract int Cell(RecurrentCell cell);

    private static int Layers(LayerSpec layer) => (int)(layer.Number("Layers") ?? 1);

    private static bool IsBidirectional(LayerSpec layer) => layer.Boolean("Bidirectional", otherwise: false);

    private static bool HasBias(LayerSpec layer) => layer.Boolean("Bias", otherwise: true);

    private int Direction(LayerSpec layer, int input, GraphBuilder graph, int number, bool isReversed)
    {
        int units = layer.Integer("Units"),
            sums = (int)Math.Min(int.MaxValue, (long)Gates * units),
            features = graph.ShapeOf(input).Extent(Axis.Channel);
        string suffix = FormattableString.Invariant($"_l{number}") + (isReversed ? "_reverse" : string.Empty);
        var start = new Initialization("Uniform", 1 / Math.Sqrt(units), units, units);
        int inputWeight = Parameter("weight_ih", TensorShape.Of(sums, features)),
            stateWeight = Parameter("weight_hh", TensorShape.Of(sums, units)),
            inputBias = HasBias(layer) ? Parameter("bias_ih", TensorShape.Of(sums)) : -1,
            stateBias = HasBias(layer) ? Parameter("bias_hh", TensorShape.Of(sums)) : -1;
        int inputs = graph.Convolution(layer.Name, input, inputWeight, inputBias, Window.Point, groups: 1);
        var shape = TensorShape.Sequence(graph.ShapeOf(input).Extent(Axis.Step), units);
        int before = graph.Delay(layer.Name, shape, isReversed);
        int states = graph.Convolution(layer.Name, before, stateWeight, stateBias, Window.Point, groups: 1);
        var cell = new RecurrentCell(
            layer,
            graph,
            units,
            before,
            graph.Named(inputs, "inputSums"),
            graph.Named(states, "stateSums"),
            isReversed
        );
        int output = graph.Named(cell.Kept(Cell(cell)), "state");
        graph.Close(before, output);
        return output;

        int Parameter(string role, TensorShape shape) => graph.Parameter(layer.Name, role + suffix, shape, start);
    }

    // A reversed direction has zeros behind the end of a sample, where it begins; the other one goes on, and what it computes there is cut.
    private static int HandOn(LayerSpec layer, int states, GraphBuilder graph, bool isLast, bool isReversed) =>
        isLast ? LastStep(layer, states, graph, isReversed)
        : isReversed ? states
        : graph.ValidSteps(layer.Name, states);

    private static int LastStep(LayerSpec layer, int states, GraphBuilder graph, bool isReversed)
    {
        TensorShape shape = graph.ShapeOf(states);
        if (!isReversed && graph.HasLengths(states))
            return graph.Reshape(
                layer.Name,
                graph.Named(graph.SumOfSteps(layer.Name, states, StepWeight.Last), "lastState"),
                TensorShape.Of(shape.Extent(Axis.Channel))
            );

        int steps = shape.Extent(Axis.Step),
            step = graph.Slice(layer.Name, states, axis: 0, isReversed ? 0 : steps - 1, count: 1);
        return graph.Reshape(layer.Name, graph.Named(step, "lastState"), TensorShape.Of(shape.Extent(Axis.Channel)));
    }
}
