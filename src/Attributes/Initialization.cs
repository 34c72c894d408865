namespace ModelCompiler;

/// <summary>
/// Whose defaults the parameters of a model start from, where a layer does not say it itself (<c>WeightInitializer</c>,
/// <c>BiasInitializer</c>).
/// </summary>
public enum Initialization
{
    /// <summary>
    /// Suited to the activation: He normal for the ReLU family, LeCun normal for SELU, Glorot uniform for everything else; a bias is zero.
    /// What a model without <see cref="InitializeAttribute"/> has.
    /// </summary>
    Default,

    /// <summary>
    /// As PyTorch's <c>Linear</c>, <c>Conv1d</c>, <c>Conv2d</c> and <c>ConvTranspose2d</c>: weight and bias are
    /// <see cref="Initializer.PyTorchUniform"/>. Smaller than the default, which some methods need, deep Q-learning among them. All
    /// parameters of a recurrent layer are uniform within <c>1 / sqrt(units)</c>, as they are by default.
    /// </summary>
    PyTorch,

    /// <summary>
    /// As Keras' <c>Dense</c> and convolutions: the weight is Glorot uniform, whatever the activation, and the bias zero; the slope of a
    /// parametric ReLU starts at 0. Of a recurrent layer the weight of the input is Glorot uniform over all gates, that of the state
    /// <see cref="Initializer.Orthogonal"/> as a whole, biases are zero but for the forget gate of an LSTM: 1 (<c>unit_forget_bias</c>).
    /// </summary>
    Keras,
}
