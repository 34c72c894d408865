using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// Targets that are numbers of classes, of <see cref="Loss.SparseCategoricalCrossEntropy"/>: which count, and the checks that generated
/// code makes before it touches anything. Does not allocate.
/// </summary>
public static class ClassTargets
{
    /// <summary>The target that counts for nothing: -100, as PyTorch's <c>ignore_index</c>.</summary>
    public const int Ignored = -100;

    /// <summary>Checks the arguments of a loss whose targets are numbers of classes, as floats.</summary>
    /// <param name="inputs">Whole samples.</param>
    /// <param name="inputSize">The values of a sample.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="targetSize">The targets of a sample.</param>
    /// <param name="outputSize">The outputs of a sample: classes for each target.</param>
    /// <returns>The number of samples.</returns>
    /// <exception cref="ArgumentException">A length is wrong, the batch is empty, or a target is no class.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Check(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<float> targets, int targetSize, int outputSize)
    {
        int samples = BatchCheck.Samples(inputs, inputSize);
        CheckLength(samples, targets.Length, targetSize);
        int classes = outputSize / targetSize;
        for (int i = 0; i < targets.Length; i++)
            if (!IsClass(targets[i], classes))
                Throw(i, targets[i].ToString("R", CultureInfo.InvariantCulture), targetSize, classes);
        return samples;
    }

    /// <summary>Checks the arguments of a loss whose targets are numbers of classes.</summary>
    /// <inheritdoc cref="Check(ReadOnlySpan{float}, int, ReadOnlySpan{float}, int, int)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Check(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<int> targets, int targetSize, int outputSize)
    {
        int samples = BatchCheck.Samples(inputs, inputSize);
        CheckLength(samples, targets.Length, targetSize);
        int classes = outputSize / targetSize;
        for (int i = 0; i < targets.Length; i++)
            if (targets[i] != Ignored && (uint)targets[i] >= (uint)classes)
                Throw(i, targets[i].ToString(CultureInfo.InvariantCulture), targetSize, classes);
        return samples;
    }

    /// <summary>Checks the targets of one of several heads, which are numbers of classes.</summary>
    /// <param name="targets">The targets of all heads.</param>
    /// <param name="targetSize">Those of a sample.</param>
    /// <param name="start">Where those of the head start.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentException">One is no class.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CheckHead(ReadOnlySpan<float> targets, int targetSize, int start, int count, int classes, string head)
    {
        for (int sample = 0; sample < targets.Length / targetSize; sample++)
        for (int index = 0; index < count; index++)
            if (targets[(sample * targetSize) + start + index] is var target && !IsClass(target, classes))
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Target {index} of '{head}' of sample {sample} is {target}, but '{head}' has the classes 0 to {classes - 1}, and "
                            + $"{Ignored} for a target that counts for nothing."
                    ),
                    nameof(targets)
                );
    }

    /// <summary>How many targets count, of those that are given in either form.</summary>
    /// <param name="targets">Targets as floats.</param>
    /// <param name="classes">Targets as whole numbers.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static int Counting(ReadOnlySpan<float> targets, ReadOnlySpan<int> classes) =>
        targets.Length - MemoryExtensions.Count(targets, Ignored) + classes.Length - MemoryExtensions.Count(classes, Ignored);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsClass(float target, int classes) =>
        target == Ignored || (target >= 0 && target < classes && target == (int)target);

    private static void CheckLength(int samples, int given, int targetSize)
    {
        if (given != (long)samples * targetSize)
            throw new ArgumentException(
                $"{Amount.Of(samples, "sample needs", "samples need")} {samples} × {targetSize} numbers of classes, but {given} were "
                    + $"given.",
                "targets"
            );
    }

    private static void Throw(int index, string value, int targetSize, int classes) =>
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Target {index % targetSize} of sample {index / targetSize} is {value}, but the model has the classes 0 to "
                    + $"{classes - 1}, and {Ignored} for a target that counts for nothing."
            ),
            "targets"
        );
}
