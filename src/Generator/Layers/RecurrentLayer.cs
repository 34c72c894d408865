using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
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

    private static readonly Variable s_state = new("h"),
        s_mask = new("m");

    public override string ParametersType => "RecurrentParameters";

    public override string SizeArgument => "Units";

    /// <summary>The number of sums for each unit.</summary>
    protected abstract int Gates { get; }

    /// <summary>The gate whose bias starts at 1 in Keras, so that a new layer remembers; -1 when there is none.</summary>
    protected virtual int ForgetGate => -1;

    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Integer("Units") < 1)
            report.Add(ShapeRules.UnitsNotPositive, "Units", layer.Name, layer.Integer("Units"));
        if (layer.Number("Layers") is { } layers && layers is < 1 or > MostLayers)
            report.OutOfRange(layer, "Layers", layers, FormattableString.Invariant($"from 1 to {MostLayers}"));
        if (layer.Number("RecurrentDropout") is { } recurrent && !(recurrent >= 0 && recurrent < 1))
            report.OutOfRange(layer, "RecurrentDropout", recurrent, "at least 0 and below 1");
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
        FormattableString.Invariant($"{first}, {Layers(layer)}, {(IsBidirectional(layer) ? 2 : 1)}, ")
        + $"hasBias: {(HasBias(layer) ? "true" : "false")}{Further(layer)}, {Freezing}";

    /// <summary>The gates whose sums read the state before as it is: the others have a product of their own.</summary>
    protected virtual int StateGates(LayerSpec layer) => Gates;

    /// <summary>Adds the cell, from the sums of the input and of the state to the output of each step.</summary>
    /// <param name="cell">What the cell is made of.</param>
    protected abstract int Cell(RecurrentCell cell);

    private string Further(LayerSpec layer) => StateGates(layer) < Gates ? ", hasCandidate: true" : string.Empty;

    private static int Layers(LayerSpec layer) => (int)(layer.Number("Layers") ?? 1);

    private static bool IsBidirectional(LayerSpec layer) => layer.Boolean("Bidirectional", otherwise: false);

    private static bool HasBias(LayerSpec layer) => layer.Boolean("Bias", otherwise: true);

    private int Direction(LayerSpec layer, int input, GraphBuilder graph, int number, bool isReversed)
    {
        int units = layer.Integer("Units"),
            features = graph.ShapeOf(input).Extent(Axis.Channel);
        string suffix = FormattableString.Invariant($"_l{number}") + (isReversed ? "_reverse" : string.Empty);
        var start = new RecurrentInitializers(graph.Initialization, units, Sums(Gates), features, ForgetGate);
        var parameters = new RecurrentWeights(layer, graph, suffix, HasBias(layer), start);
        RecurrentMap ofInput = parameters.OfInput(Sums(Gates), features, Sums(StateGates(layer)), units, out RecurrentMap ofState);
        var shape = TensorShape.Sequence(graph.ShapeOf(input).Extent(Axis.Step), units);
        int inputs = parameters.Product(input, ofInput),
            before = graph.Delay(layer.Name, shape, isReversed),
            read = Dropped(layer, graph, before);
        var cell = new RecurrentCell(
            layer,
            graph,
            units,
            before,
            read,
            graph.Named(inputs, "inputSums"),
            graph.Named(parameters.Product(read, ofState), "stateSums"),
            parameters,
            isReversed
        );
        int output = graph.Named(cell.Kept(Cell(cell)), "state");
        graph.Close(before, output);
        return output;

        int Sums(int gates) => (int)Math.Min(int.MaxValue, (long)gates * units);
    }

    // What the products read of the state: noise acts in gradients alone, so a model without a loss has none.
    private static int Dropped(LayerSpec layer, GraphBuilder graph, int state)
    {
        double rate = layer.Number("RecurrentDropout") ?? 0;
        if (!(rate > 0) || !graph.IsTrained)
            return state;
        int mask = graph.DropoutMask(layer.Name, graph.ShapeOf(state), rate),
            dropped = graph.Map(layer.Name, s_state * s_mask, (s_state, state), (s_mask, graph.Named(mask, "mask")));
        return graph.Named(dropped, "stateRead");
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
