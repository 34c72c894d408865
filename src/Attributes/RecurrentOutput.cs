namespace ModelCompiler;

/// <summary>What a recurrent layer hands on.</summary>
public enum RecurrentOutput
{
    /// <summary>
    /// The state of the last layer after every step: a sequence of [steps, units]. PyTorch's <c>output</c>, Keras's
    /// <c>return_sequences=True</c>.
    /// </summary>
    Sequence,

    /// <summary>
    /// The state of the last layer after all steps: a vector of [units]. PyTorch's <c>h_n[-1]</c>, Keras's default. Of a bidirectional
    /// layer, the state of each direction after the steps that it has taken: the last step for one, the first for the other.
    /// </summary>
    LastStep,
}
