namespace ModelCompiler;

/// <summary>
/// What the recurrent layers have in common. They read a sequence of [steps, features] and keep a state of <paramref name="units"/>
/// values, which starts as zeros; they hand on a sequence of [steps, units] or, by <see cref="Output"/>, its last step. Parameters have
/// PyTorch's names and layouts: <c>weight_ih_l0</c> of [gates · units, features], <c>weight_hh_l0</c> of [gates · units, units],
/// <c>bias_ih_l0</c> and <c>bias_hh_l0</c> of [gates · units], then those of <c>_l0_reverse</c> and of further layers. They start uniform
/// within <c>1 / sqrt(units)</c>, as in PyTorch, or, with <see cref="Initialization.Keras"/>, as Keras's do.
/// </summary>
/// <param name="units">The values of the state, at least 1.</param>
public abstract class RecurrentAttribute(int units) : LayerAttribute
{
    /// <summary>The values of the state.</summary>
    public int Units { get; } = units;

    /// <summary>
    /// The number of layers on top of one another, each reading the states of the one below: from 1 to 100, 1 by default.
    /// </summary>
    public int Layers { get; set; } = 1;

    /// <summary>
    /// Whether a second state goes through the steps from the last to the first; false by default. The output then has 2 · units
    /// values: those of the first direction before those of the second.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>What the layer hands on: the states of all steps by default.</summary>
    public RecurrentOutput Output { get; set; }

    /// <summary>Whether the layer has biases, two as in PyTorch; true by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The share of values that are set to zero between two layers while training, at least 0 and below 1; 0 by default. Other values in
    /// each step, as in PyTorch.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>
    /// The share of the units that the products with the state read as zeros while training, the others scaled up: at least 0 and below 1,
    /// 0 by default. The same units in all steps of a sequence, as Keras's <c>recurrent_dropout</c> (Gal and Ghahramani 2016), so that
    /// what is remembered is not worn away step by step; one choice for all gates, and one for each layer and direction. What the state
    /// itself becomes (<c>z h</c> of a GRU, the memory of an LSTM) is not dropped.
    /// </summary>
    public double RecurrentDropout { get; set; }
}
