namespace ModelCompiler;

/// <summary>The checks every sample passes before it enters a <see cref="Dataset"/>.</summary>
internal static class DatasetValidation
{
    /// <summary>Checks inputs with target values and returns the number of samples.</summary>
    public static int Targets(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<float> targets, int targetSize)
    {
        int count = SampleCount(inputs.Length, inputSize, nameof(inputs), nameof(inputSize));
        int targetCount = SampleCount(targets.Length, targetSize, nameof(targets), nameof(targetSize));
        if (count != targetCount)
            throw new ArgumentException(
                $"There are inputs for {Amount.Of(count, "sample")} but targets for {targetCount}: pass one target per sample.",
                nameof(targets)
            );
        Inputs(inputs, inputSize);
        TargetValues(targets, targetSize);
        return count;
    }

    /// <summary>Checks a series with the series of its targets and returns the number of steps.</summary>
    public static int Series(ReadOnlySpan<float> series, int features, ReadOnlySpan<float> targets, int targetFeatures)
    {
        int steps = SampleCount(series.Length, features, nameof(series), nameof(features), "step");
        int targetSteps = SampleCount(targets.Length, targetFeatures, nameof(targets), nameof(targetFeatures), "step");
        if (steps != targetSteps)
            throw new ArgumentException(
                $"The series has {Amount.Of(steps, "step")}, but there are targets for {targetSteps}: pass as many of both.",
                nameof(targets)
            );
        Finite(series, features, "value", "feature", nameof(series), "step");
        Refuse(targets, MissingTarget.IndexOfWrong(targets), targetFeatures, "target", "feature", nameof(targets), "step");
        return steps;
    }

    /// <summary>Checks inputs with class indices and returns the number of samples.</summary>
    public static int Classes(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<int> classes, int classCount)
    {
        int count = SampleCount(inputs.Length, inputSize, nameof(inputs), nameof(inputSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (count != classes.Length)
            throw new ArgumentException(
                $"There are inputs for {Amount.Of(count, "sample")} but {Amount.Of(classes.Length, "class index", "class indices")}: "
                    + $"pass one per sample.",
                nameof(classes)
            );
        int outside = classes.IndexOfAnyExceptInRange(0, classCount - 1);
        if (outside >= 0)
            throw new ArgumentException(
                $"Sample {outside} has class {classes[outside]}, but with {Amount.Of(classCount, "class", "classes")} the indices are "
                    + $"0 to {classCount - 1}. Were the numbers meant as targets of a regression? Call "
                    + $"{nameof(Dataset)}.{nameof(Dataset.ForTargets)}.",
                nameof(classes)
            );
        Inputs(inputs, inputSize);
        return count;
    }

    /// <summary>Checks that every input is finite.</summary>
    public static void Inputs(ReadOnlySpan<float> inputs, int inputSize) => Finite(inputs, inputSize, "input", "feature", nameof(inputs));

    /// <summary>Checks that every target value is finite.</summary>
    public static void TargetValues(ReadOnlySpan<float> targets, int targetSize) =>
        Refuse(targets, MissingTarget.IndexOfWrong(targets), targetSize, "target", "output", nameof(targets), "sample");

    private static int SampleCount(int length, int size, string argument, string sizeArgument, string row = "sample")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, sizeArgument);
        return length % size == 0
            ? length / size
            : throw new ArgumentException(
                $"{Amount.Of(length, "value is", "values are")} no whole number of {row}s of {Amount.Of(size, "value")} each.",
                argument
            );
    }

    private static void Finite(ReadOnlySpan<float> values, int size, string what, string column, string argument, string row = "sample") =>
        Refuse(values, FiniteValues.IndexOfNonFinite(values), size, what, column, argument, row);

    private static void Refuse(ReadOnlySpan<float> values, int index, int size, string what, string column, string argument, string row)
    {
        if (index >= 0)
        {
            string value =
                float.IsNaN(values[index]) ? "NaN"
                : values[index] > 0 ? "infinity"
                : "-infinity";
            throw new ArgumentException(
                $"The {what} of {row} {index / size}, {column} {index % size}, is {value}: repair the {row} or leave it out.",
                argument
            );
        }
    }
}
