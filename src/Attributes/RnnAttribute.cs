namespace ModelCompiler;

/// <summary>
/// A simple recurrent layer (Elman 1990), as <c>torch.nn.RNN</c>: in each step <c>h = activation(W x + b + U h + c)</c>.
/// </summary>
/// <param name="units">The values of the state, at least 1.</param>
/// <param name="activation">The function of each value; tanh by default. One without parameters.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RnnAttribute(int units, Activation activation = Activation.Tanh) : RecurrentAttribute(units)
{
    /// <summary>The function of each value.</summary>
    public Activation Activation { get; } = activation;
}
