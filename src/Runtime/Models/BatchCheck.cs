using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>The checks that generated code makes before it touches anything. They return the number of samples, or throw.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchCheck
{
    /// <summary>Checks the arguments of a prediction.</summary>
    /// <exception cref="ArgumentException">A length is wrong, the batch is empty, or the spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Prediction(
        ReadOnlySpan<float> inputs,
        int inputSize,
        ReadOnlySpan<float> outputs,
        int outputSize,
        ReadOnlySpan<float> parameters
    )
    {
        int samples = Samples(inputs.Length, inputSize);
        if (outputs.Length != (long)samples * outputSize)
            ThrowOutputs(samples, outputSize, outputs.Length);
        if (inputs.Overlaps(outputs))
            ThrowOverlap("outputs", "inputs");
        if (parameters.Overlaps(outputs))
            ThrowOverlap("outputs", "parameters");
        return samples;
    }

    /// <summary>Checks the arguments of a loss whose targets are values.</summary>
    /// <exception cref="ArgumentException">A length is wrong, the batch is empty, or a target is NaN or infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Targets(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<float> targets, int outputSize)
    {
        int samples = Samples(inputs.Length, inputSize);
        if (targets.Length != (long)samples * outputSize)
            throw new ArgumentException(
                $"{Amount.Of(samples, "sample needs", "samples need")} {samples} × {outputSize} targets, but {targets.Length} were given.",
                nameof(targets)
            );
        int wrong = MissingTarget.IndexOfWrong(targets);
        if (wrong >= 0)
            throw new ArgumentException(
                $"Target {wrong % outputSize} of sample {wrong / outputSize} is "
                    + $"{(float.IsNaN(targets[wrong]) ? "NaN" : "infinite")}: remove the sample, fill in the value before training, or "
                    + "let it not count (MissingTarget, Dataset.WithTargetMask).",
                nameof(targets)
            );
        return samples;
    }

    /// <summary>Checks the arguments of a loss whose targets are class indices.</summary>
    /// <exception cref="ArgumentException">A length is wrong, or the batch is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index is outside the model's classes.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Classes(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<int> classes, int outputSize)
    {
        int samples = Samples(inputs.Length, inputSize);
        if (classes.Length != samples)
            throw new ArgumentException(
                $"{Amount.Of(samples, "sample needs", "samples need")} {Amount.Of(samples, "class index", "class indices")}, but "
                    + $"{classes.Length} were given.",
                nameof(classes)
            );
        for (int i = 0; i < classes.Length; i++)
            if ((uint)classes[i] >= (uint)outputSize)
                throw new ArgumentOutOfRangeException(
                    nameof(classes),
                    classes[i],
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The class of sample {i} is {classes[i]}, but the model has the classes 0 to {outputSize - 1}."
                    )
                );
        return samples;
    }

    /// <summary>Checks the memory that receives a gradient.</summary>
    /// <exception cref="ArgumentException">A length is wrong, or the memory overlaps something that is still read.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> gradient, Span<float> inputGradient)
    {
        if (gradient.Length != parameters.Length)
            throw new ArgumentException(
                $"The gradient needs {parameters.Length} elements (the model's Description.ParameterBufferLength), but has "
                    + $"{gradient.Length}.",
                nameof(gradient)
            );
        if (gradient.Overlaps(parameters))
            ThrowOverlap(nameof(gradient), nameof(parameters));
        if (gradient.Overlaps(inputs))
            ThrowOverlap(nameof(gradient), nameof(inputs));
        if (inputGradient.IsEmpty)
            return;
        if (inputGradient.Length != inputs.Length)
            throw new ArgumentException(
                $"The input gradient needs as many elements as the inputs, {inputs.Length}, but has {inputGradient.Length}.",
                nameof(inputGradient)
            );
        if (inputGradient.Overlaps(inputs) || inputGradient.Overlaps(gradient) || inputGradient.Overlaps(parameters))
            ThrowOverlap(nameof(inputGradient), "the inputs, the gradient or the parameters");
    }

    /// <summary>Checks that targets do not lie in the memory that receives a gradient.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TargetsApart(ReadOnlySpan<float> targets, Span<float> gradient, Span<float> inputGradient)
    {
        if (targets.Overlaps(gradient) || targets.Overlaps(inputGradient))
            ThrowOverlap(nameof(targets), "a gradient");
    }

    /// <summary>Checks that class indices do not lie in the memory that receives a gradient.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TargetsApart(ReadOnlySpan<int> classes, Span<float> gradient, Span<float> inputGradient)
    {
        ReadOnlySpan<float> memory = MemoryMarshal.Cast<int, float>(classes);
        if (memory.Overlaps(gradient) || memory.Overlaps(inputGradient))
            ThrowOverlap(nameof(classes), "a gradient");
    }

    /// <summary>Checks what sequences begin with.</summary>
    /// <param name="states">The states.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="size">The floats of a sample's states.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="written">What else is written.</param>
    /// <param name="parameters">The model's parameters.</param>
    /// <exception cref="ArgumentException">The length is wrong, or the spans overlap.</exception>
    public static void States(
        Span<float> states,
        int samples,
        int size,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> written,
        ReadOnlySpan<float> parameters
    )
    {
        if (states.Length != (long)samples * size)
            throw new ArgumentException(
                $"{Amount.Of(samples, "sample")} need {samples} × {size} values of states, but {states.Length} were given.",
                nameof(states)
            );
        if (inputs.Overlaps(states) || written.Overlaps(states) || parameters.Overlaps(states))
            throw new ArgumentException("The states must not overlap the inputs, what is computed, or the parameters.", nameof(states));
    }

    /// <summary>Checks the batch of a gradient that needs all its samples at once, for the statistics of batch normalisation.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="least">The fewest that there can be.</param>
    /// <param name="workspace">The floats of the workspace.</param>
    /// <exception cref="ArgumentException">There are too few samples, or more than memory can hold at once.</exception>
    /// <returns>The floats of the workspace.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int WholeBatch(int samples, int least, long workspace)
    {
        if (samples < least)
            throw new ArgumentException(
                $"Expected more than 1 value per channel: batch normalisation finds no variance in a batch of {samples} sample. Give "
                    + $"the gradient at least {Amount.Of(least, "sample")}, or freeze the layer (Trainable = false).",
                "inputs"
            );
        if (workspace > Array.MaxLength - ParameterLayout.PanelWidth)
            throw new ArgumentException(
                $"A gradient over {Amount.Of(samples, "sample")} at once needs a workspace of {workspace} floats, more than one "
                    + $"buffer can hold: use smaller batches, or GradientAccumulation.",
                "inputs"
            );
        return (int)workspace;
    }

    /// <summary>The number of samples in an input.</summary>
    /// <exception cref="ArgumentException">The batch is empty, or not a whole number of samples.</exception>
    internal static int Samples(ReadOnlySpan<float> inputs, int inputSize) => Samples(inputs.Length, inputSize);

    /// <summary>The number of samples in an input.</summary>
    /// <exception cref="ArgumentException">The batch is empty, or not a whole number of samples.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Samples(int length, int inputSize)
    {
        int samples = length / inputSize;
        if (samples == 0 || samples * inputSize != length)
            ThrowInputs(length, inputSize);
        return samples;
    }

    [DoesNotReturn]
    private static void ThrowInputs(int length, int inputSize) =>
        throw new ArgumentException(
            length == 0
                ? $"The batch is empty: give at least one sample of {Amount.Of(inputSize, "value")}."
                : $"A sample has {Amount.Of(inputSize, "value")}, but {Amount.Of(length, "value is", "values are")} not a whole "
                    + $"number of samples.",
            "inputs"
        );

    [DoesNotReturn]
    private static void ThrowOutputs(int samples, int outputSize, int length) =>
        throw new ArgumentException(
            $"{Amount.Of(samples, "sample has", "samples have")} {samples} × {outputSize} outputs, but the span has {length}.",
            "outputs"
        );

    [DoesNotReturn]
    private static void ThrowOverlap(string written, string read) =>
        throw new ArgumentException(
            $"The memory of {written} overlaps {read}, which would be overwritten while it is still read: use separate memory.",
            written
        );
}
