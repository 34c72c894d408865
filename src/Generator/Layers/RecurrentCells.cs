using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[Rnn(units)]</c>: <c>h = activation(W x + b + U h + c)</c>.</summary>
internal sealed class RnnLayer : RecurrentLayer
{
    public override string Kind => "Rnn";

    protected override int Gates => 1;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        base.CheckArguments(layer, report);
        string activation = Activation(layer);
        string? reason =
            activation is "Softmax" or "Softmin" ? "works on all values together"
            : ActivationArguments.Missing(layer, activation) is { } missing ? $"needs {missing}"
            : null;
        if (reason is not null)
            report.Add(DeclarationRules.ActivationNotOfState, "Activation", layer.Name, activation, reason);
    }

    public override string Describe(LayerSpec layer) => Kind + " + " + Activation(layer);

    protected override int Cell(RecurrentCell cell) => cell.Gate(0, Activation(cell.Layer), "state");

    private static string Activation(LayerSpec layer) => layer.Text("Activation", "Tanh");
}

/// <summary><c>[Lstm(units)]</c>: <c>c = f c + i g</c>, <c>h = o tanh(c)</c>.</summary>
internal sealed class LstmLayer : RecurrentLayer
{
    private static readonly Variable s_input = new("i"),
        s_forget = new("f"),
        s_candidate = new("g"),
        s_output = new("o"),
        s_cell = new("c");

    public override string Kind => "Lstm";

    protected override int Gates => 4;

    protected override int ForgetGate => 1;

    protected override int Cell(RecurrentCell cell)
    {
        int before = cell.Delay();
        int input = cell.Gate(0, "Sigmoid", "inputGate"),
            forget = cell.Gate(1, "Sigmoid", "forgetGate"),
            candidate = cell.Gate(2, "Tanh", "candidate"),
            output = cell.Gate(3, "Sigmoid", "outputGate");
        int memory = cell.Map(
            "memory",
            (s_forget * s_cell) + (s_input * s_candidate),
            (s_forget, forget),
            (s_cell, before),
            (s_input, input),
            (s_candidate, candidate)
        );
        cell.Graph.Close(before, cell.Kept(memory));
        int squashed = cell.Graph.Named(cell.Graph.Activation(cell.Layer.Name, memory, "Tanh"), "squashedMemory");
        return cell.Map("state", s_output * s_cell, (s_output, output), (s_cell, squashed));
    }
}

/// <summary>
/// <c>[Gru(units)]</c>: <c>h = (1 - z) n + z h</c>, with a candidate <c>n</c> of the state that is reset after its product, or before.
/// </summary>
internal sealed class GruLayer : RecurrentLayer
{
    private static readonly Variable s_reset = new("r"),
        s_update = new("z"),
        s_candidate = new("n"),
        s_state = new("h"),
        s_sum = new("a");

    public override string Kind => "Gru";

    protected override int Gates => 3;

    protected override int Cell(RecurrentCell cell)
    {
        int reset = cell.Gate(0, "Sigmoid", "resetGate"),
            update = cell.Gate(1, "Sigmoid", "updateGate");
        int sum = IsResetBefore(cell.Layer) ? SumOfReset(cell, reset) : ResetSum(cell, reset);
        int candidate = cell.Graph.Named(cell.Graph.Activation(cell.Layer.Name, sum, "Tanh"), "candidate");
        return cell.Map(
            "state",
            s_candidate + (s_update * (s_state - s_candidate)),
            (s_candidate, candidate),
            (s_update, update),
            (s_state, cell.StateBefore)
        );
    }

    protected override int StateGates(LayerSpec layer) => IsResetBefore(layer) ? 2 : Gates;

    private static bool IsResetBefore(LayerSpec layer) => layer.Boolean("ResetBefore", otherwise: false);

    private static int ResetSum(RecurrentCell cell, int reset) =>
        cell.Map(
            "candidateSum",
            s_sum + (s_reset * s_state),
            (s_sum, cell.InputSum(2, "candidate")),
            (s_reset, reset),
            (s_state, cell.StateSum(2, "candidate"))
        );

    private static int SumOfReset(RecurrentCell cell, int reset)
    {
        int state = cell.Map("resetState", s_reset * s_state, (s_reset, reset), (s_state, cell.StateRead));
        int product = cell.Graph.Named(cell.Parameters.Product(state, cell.Parameters.OfReset(cell.Units)), "candidateFromState");
        return cell.Map("candidateSum", s_sum + s_state, (s_sum, cell.InputSum(2, "candidate")), (s_state, product));
    }
}
