using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>When a GRU resets its state.</summary>
internal enum StateReset
{
    /// <summary>After the product with it, or never.</summary>
    After,

    /// <summary>Before the product.</summary>
    Before,

    /// <summary>Before the product, but the state is 0: the bias of the state is added outside of what is reset.</summary>
    OfZero,
}

/// <summary>The weights of a recurrent layer, with the gates in PyTorch's order.</summary>
/// <param name="Input">[directions, gates · units, features].</param>
/// <param name="State">[directions, gates · units, units].</param>
/// <param name="Bias">[directions, 2 · gates · units], or null.</param>
/// <param name="Gates">The place of each of our gates in ONNX's order.</param>
internal sealed record RecurrentWeights(Tensor Input, Tensor State, Tensor? Bias, int[] Gates)
{
    public int Directions => Input.Shape[0];

    public int Units => State.Shape[2];

    public static RecurrentWeights Of(NetworkNode node, Operands operands, int[] gates) =>
        new(
            operands.Constant(1, "weight"),
            operands.Constant(2, "recurrent weight"),
            node.HasInput(3) ? operands.Constant(3, "bias") : null,
            gates
        );

    /// <summary>Gives a layer the weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="reset">When a GRU resets its state; the candidate then has weights of its own.</param>
    public void Write(Layer layer, StateReset reset)
    {
        int rows = Gates.Length * Units;
        if (Bias is null)
            layer.Named.Add(("Bias", "false"));
        for (int direction = 0; direction < Directions; direction++)
        {
            string end = direction == 0 ? "_l0" : "_l0_reverse";
            int features = Input.Shape[2];
            layer.Set(new Parameter("weight_ih" + end, [rows, features], Ordered(Input.Floats(), direction * rows * features, features)));
            WriteState(layer, "weight_h", end, Ordered(State.Floats(), direction * rows * Units, Units), [Units], reset);
            if (Bias is null)
                continue;
            float[] input = Ordered(Bias.Floats(), direction * 2 * rows, 1),
                state = Ordered(Bias.Floats(), ((direction * 2) + 1) * rows, 1);
            for (int unit = 2 * Units; reset == StateReset.OfZero && unit < rows; unit++)
                (input[unit], state[unit]) = (input[unit] + state[unit], 0);
            layer.Set(new Parameter("bias_ih" + end, [rows], input));
            WriteState(layer, "bias_h", end, state, [], reset);
        }
    }

    private void WriteState(Layer layer, string name, string end, float[] values, int[] width, StateReset reset)
    {
        int rows = Gates.Length * Units,
            gates = reset == StateReset.Before ? rows - Units : rows,
            each = values.Length / rows;
        layer.Set(new Parameter($"{name}h{end}", [gates, .. width], values[..(gates * each)]));
        if (gates < rows)
            layer.Set(new Parameter($"{name}n{end}", [Units, .. width], values[(gates * each)..]));
    }

    private float[] Ordered(float[] values, int start, int width)
    {
        int each = Units * width;
        return [.. Gates.SelectMany(gate => values.Skip(start + (gate * each)).Take(each))];
    }
}
