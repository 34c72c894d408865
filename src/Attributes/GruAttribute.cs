namespace ModelCompiler;

/// <summary>
/// A layer of gated recurrent units (Cho 2014), as <c>torch.nn.GRU</c> and Keras's <c>reset_after=True</c>. In each step
/// <c>r = sigmoid(W_r x + U_r h)</c>, <c>z = sigmoid(W_z x + U_z h)</c>, <c>n = tanh(W_n x + b_n + r (U_n h + c_n))</c>, with two biases
/// each, then <c>h = (1 - z) n + z h</c>. Gates lie in the order r, z, n.
/// </summary>
/// <param name="units">The values of the state, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GruAttribute(int units) : RecurrentAttribute(units);
