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
}
