namespace ModelCompiler;

/// <summary>Names for the amounts of padding that depend on the window. A number of 0 or more pads that many zeros at each end.</summary>
public static class Padding
{
    /// <summary>No padding: windows lie within the input.</summary>
    public const int Valid = 0;

    /// <summary>
    /// As much padding as gives <c>ceil(input / stride)</c> outputs: with a stride of 1 as many as inputs. An odd amount pads one more at
    /// the end, as in PyTorch (which has it for a stride of 1 only) and Keras.
    /// </summary>
    public const int Same = -1;

    /// <summary>
    /// Of a <see cref="Conv1DAttribute"/> as many zeros as a window spans besides its last value, <c>dilation (kernel - 1)</c>, all of them
    /// before the signal: no output reads what comes later. As Keras's <c>padding="causal"</c>; with a stride of 1 there are as many
    /// outputs as inputs.
    /// </summary>
    public const int Causal = -2;
}
