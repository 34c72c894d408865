namespace ModelCompiler;

/// <summary>
/// A layer of long short-term memory (Hochreiter and Schmidhuber 1997; forget gates by Gers 2000), as <c>torch.nn.LSTM</c>. In each step
/// <c>i = sigmoid(W_i x + U_i h)</c>, <c>f = sigmoid(W_f x + U_f h)</c>, <c>g = tanh(W_g x + U_g h)</c>, <c>o = sigmoid(W_o x + U_o h)</c>,
/// with two biases each, then <c>c = f c + i g</c> and <c>h = o tanh(c)</c>. Gates lie in the order i, f, g, o.
/// </summary>
/// <param name="units">The values of the state, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LstmAttribute(int units) : RecurrentAttribute(units);
