using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

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
    /// <param name="isResetBefore">Whether a GRU resets its state before the product, whose last gate then has parameters of its
    /// own.</param>
    public void Write(Layer layer, bool isResetBefore)
    {
        int rows = Gates.Length * Units,
            features = Input.Shape[2];
        if (Bias is null)
            layer.Named.Add(("Bias", "false"));
        for (int direction = 0; direction < Directions; direction++)
        {
            string end = direction == 0 ? "_l0" : "_l0_reverse";
            layer.Set(new Parameter("weight_ih" + end, [rows, features], Ordered(Input.Floats(), direction * rows * features, features)));
            SetOfState("weight_h", Ordered(State.Floats(), direction * rows * Units, Units), Units);
            if (Bias is null)
                continue;
            layer.Set(new Parameter("bias_ih" + end, [rows], Ordered(Bias.Floats(), direction * 2 * rows, 1)));
            SetOfState("bias_h", Ordered(Bias.Floats(), ((direction * 2) + 1) * rows, 1), 1);

            void SetOfState(string name, float[] values, int width)
            {
                int first = isResetBefore ? rows - Units : rows;
                layer.Set(new Parameter(name + "h" + end, Shape(first), isResetBefore ? values[..(first * width)] : values));
                if (isResetBefore)
                    layer.Set(new Parameter(name + "n" + end, Shape(Units), values[(first * width)..]));

                int[] Shape(int count) => name.StartsWith('b') ? [count] : [count, width];
            }
        }
    }

    private float[] Ordered(float[] values, int start, int width)
    {
        int each = Units * width;
        float[] ordered = new float[Gates.Length * each];
        for (int place = 0; place < Gates.Length; place++)
            values.AsSpan(start + (Gates[place] * each), each).CopyTo(ordered.AsSpan(place * each));
        return ordered;
    }
}
