namespace ModelCompiler;

/// <summary>Class indices from outputs.</summary>
public static class Classes
{
    /// <summary>The position of the largest output, the first of equals. NaN never wins. Does not allocate.</summary>
    /// <param name="outputs">The outputs of one sample, at least one.</param>
    public static int Largest(ReadOnlySpan<float> outputs)
    {
        int largest = 0;
        float value = float.NegativeInfinity;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i] > value)
            {
                value = outputs[i];
                largest = i;
            }
        }

        return largest;
    }
}
