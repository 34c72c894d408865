using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>The checks of tokens that generated code makes before it touches anything. Does not allocate.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TokenCheck
{
    /// <summary>Checks that inputs are numbers of tokens.</summary>
    /// <param name="inputs">Whole samples.</param>
    /// <param name="steps">The tokens of a sample.</param>
    /// <param name="vocabulary">How many different tokens there are.</param>
    /// <exception cref="ArgumentException">One is not a whole number from 0 to <paramref name="vocabulary"/> - 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Inputs(ReadOnlySpan<float> inputs, int steps, int vocabulary)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(inputs);
        var limit = new Vector<uint>((uint)vocabulary);
        Vector<int> areTokens = Vector<int>.AllBitsSet;
        foreach (Vector<float> vector in vectors)
        {
            Vector<int> numbers = Vector.ConvertToInt32(vector);
            areTokens &= Vector.Equals(Vector.ConvertToSingle(numbers), vector);
            areTokens &= Vector.AsVectorInt32(Vector.LessThan(Vector.AsVectorUInt32(numbers), limit));
        }

        bool areAll = areTokens == Vector<int>.AllBitsSet;
        foreach (float input in inputs[(vectors.Length * Vector<float>.Count)..])
            areAll &= IsToken(input, vocabulary);
        if (!areAll)
            Throw(inputs, steps, vocabulary);
    }

    /// <summary>Checks that samples are tokens, but for the length behind each.</summary>
    /// <param name="inputs">Whole samples.</param>
    /// <param name="inputSize">The tokens of a sample and its length.</param>
    /// <param name="vocabulary">How many different tokens there are.</param>
    /// <exception cref="ArgumentException">One is not a whole number from 0 to <paramref name="vocabulary"/> - 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Samples(ReadOnlySpan<float> inputs, int inputSize, int vocabulary)
    {
        for (int index = 0; index < inputs.Length; index++)
            if (!IsToken(inputs[index], vocabulary) && index % inputSize != inputSize - 1)
                throw NotAToken(inputs[index], index / inputSize, index % inputSize, vocabulary);
    }

    /// <summary>Checks that one of several inputs is tokens.</summary>
    /// <param name="inputs">Whole samples.</param>
    /// <param name="inputSize">The values of a sample.</param>
    /// <param name="start">Where those of the input start.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="vocabulary">How many different tokens there are.</param>
    /// <param name="name">The input's name.</param>
    /// <exception cref="ArgumentException">One is not a whole number from 0 to <paramref name="vocabulary"/> - 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Part(ReadOnlySpan<float> inputs, int inputSize, int start, int count, int vocabulary, string name)
    {
        for (int sample = 0; sample < inputs.Length / inputSize; sample++)
        for (int step = 0; step < count; step++)
            if (inputs[(sample * inputSize) + start + step] is var input && !IsToken(input, vocabulary))
                throw NotAToken(input, sample, step, vocabulary, $" of '{name}'");
    }

    /// <summary>Tokens as the floats that a model takes, in memory of the thread, valid until its next call.</summary>
    /// <param name="tokens">The tokens; whether they are some is checked when they are used.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReadOnlySpan<float> ToInputs(ReadOnlySpan<int> tokens)
    {
        Span<float> inputs = PredictionScratch.GetInput(tokens.Length);
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = tokens[i];
        return inputs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsToken(float input, int vocabulary) => input >= 0 && input < vocabulary && input == (int)input;

    private static void Throw(ReadOnlySpan<float> inputs, int steps, int vocabulary)
    {
        int index = 0;
        while (IsToken(inputs[index], vocabulary))
            index++;
        throw NotAToken(inputs[index], index / steps, index % steps, vocabulary);
    }

    private static ArgumentException NotAToken(float input, int sample, int step, int vocabulary, string part = "") =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The token{part} of sample {sample}, step {step}, is {input}, but the vocabulary of {Amount.Of(vocabulary, "token")} has "
                    + $"the whole numbers 0 to {vocabulary - 1}."
            ),
            "inputs"
        );
}
