namespace ModelCompiler;

/// <summary>
/// A layer of gated recurrent units (Cho 2014), as <c>torch.nn.GRU</c> and Keras's <c>reset_after=True</c>. In each step
/// <c>r = sigmoid(W_r x + U_r h)</c>, <c>z = sigmoid(W_z x + U_z h)</c>, <c>n = tanh(W_n x + b_n + r (U_n h + c_n))</c>, with two biases
/// each, then <c>h = (1 - z) n + z h</c>. Gates lie in the order r, z, n. <see cref="ResetBefore"/> asks for the other form.
/// </summary>
/// <param name="units">The values of the state, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GruAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>
    /// Whether the state is reset before it is multiplied, <c>n = tanh(W_n x + b_n + U_n (r h) + c_n)</c>, as in Cho's paper, in ONNX by
    /// default (<c>linear_before_reset = 0</c>) and with Keras's <c>reset_after=False</c>; false by default. PyTorch has no such layer. The
    /// product with <c>r h</c> then has parameters of its own, <c>weight_hn_l0</c> of [units, units] and <c>bias_hn_l0</c>, and
    /// <c>weight_hh_l0</c> those of r and z, [2 · units, units].
    /// </summary>
    public bool ResetBefore { get; set; }
}
