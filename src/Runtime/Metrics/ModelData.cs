namespace ModelCompiler;

/// <summary>How right answers are counted.</summary>
internal enum AccuracyKind
{
    /// <summary>The task is regression: not at all.</summary>
    None,

    /// <summary>The largest output names the class.</summary>
    LargestOutput,

    /// <summary>Each output above 0.5 says yes.</summary>
    Threshold,

    /// <summary>The largest output of each position names its class; some targets count for nothing.</summary>
    Positions,

    /// <summary>The most probable alignment of a sample gives its labels, all of them and no others.</summary>
    Labels,

    /// <summary>Each of several heads in its own way.</summary>
    Heads,
}

/// <summary>A dataset in the form a model's loss takes, and how to count its right answers.</summary>
/// <param name="Data">The data; its targets have as many values as the model has outputs, or are class indices the loss accepts.</param>
/// <param name="Accuracy">How right answers are counted.</param>
internal readonly record struct ModelData(ISamples Data, AccuracyKind Accuracy)
{
    /// <summary>
    /// Checks that data fits a model and converts class indices where the loss takes none: one-hot, or for a single output the
    /// index (0 or 1) itself.
    /// </summary>
    /// <param name="description">The model.</param>
    /// <param name="data">The data; at least one sample.</param>
    /// <param name="what">What the data is, for messages: <c>training data</c>.</param>
    /// <param name="argument">The argument's name, for exceptions.</param>
    /// <exception cref="ArgumentException">The data is empty or a size does not fit; the message names both.</exception>
    public static ModelData For(ModelDescription description, ISamples data, string what, string argument)
    {
        if (data.Count == 0)
            throw new ArgumentException($"The {what} is empty: pass at least one sample.", argument);
        if (data.InputSize != description.InputSize)
            throw new ArgumentException(
                $"{description.Name} takes {Amount.Of(description.InputSize, "input")} per sample, but the {what} has {data.InputSize}.",
                argument
            );
        if (!data.HasClasses)
        {
            if (data.TargetSize != description.TargetSize)
                throw new ArgumentException(Misfit(description, data.TargetSize, what), argument);
            return new ModelData(data, description.HasSeveralHeads ? AccuracyKind.Heads : KindOfTargets(description.Loss));
        }

        if (description.HasSeveralHeads)
            throw new ArgumentException(
                $"{description.Name} has several heads, but the {what} has classes: give a row of {description.TargetSize} targets for "
                    + "each sample, those of each head behind those of the one before (SampleRows.Join).",
                argument
            );

        if (description.TargetSize > 1 && description.HasClassTargets)
            throw new ArgumentException(
                $"{description.Name} takes the numbers of {description.TargetSize} classes per sample, but the {what} has one: give a "
                    + $"row of them for each sample as targets.",
                argument
            );
        if (description.OutputSize == 1 && data.ClassCount <= 2)
            return new ModelData(data.AsIndices(), AccuracyKind.Threshold);
        if (data.ClassCount > description.OutputSize)
            throw new ArgumentException(
                $"{description.Name} has {Amount.Of(description.OutputSize, "output")}, but the {what} has "
                    + $"{Amount.Of(data.ClassCount, "class", "classes")}: the last layer needs one output per class.",
                argument
            );
        if (description.AcceptsClassTargets)
            return new ModelData(data, AccuracyKind.LargestOutput);
        if (data.ClassCount != description.OutputSize)
            throw new ArgumentException(
                $"{description.Name} has {Amount.Of(description.OutputSize, "output")}, but the {what} has "
                    + $"{Amount.Of(data.ClassCount, "class", "classes")}: its loss needs as many.",
                argument
            );
        return new ModelData(data.AsOneHot(), AccuracyKind.LargestOutput);
    }

    private static string Misfit(ModelDescription description, int targets, string what)
    {
        string given = $"but the {what} has {Amount.Of(targets, "target")} per sample.";
        if (description.HasClassTargets)
            return $"{description.Name} takes the numbers of {Amount.Of(description.TargetSize, "class", "classes")} per sample, {given}";
        return description.TargetSize == description.OutputSize
            ? $"{description.Name} has {Amount.Of(description.OutputSize, "output")}, {given}"
            : $"{description.Name} takes {Amount.Of(description.TargetSize, "target")} per sample, "
                + (description.HasSeveralHeads ? "those of each head behind those of the one before, " : "")
                + given;
    }

    /// <summary>How right answers are counted with targets that are values.</summary>
    public static AccuracyKind KindOfTargets(Loss? loss) =>
        loss switch
        {
            ModelCompiler.Loss.CategoricalCrossEntropy => AccuracyKind.LargestOutput,
            ModelCompiler.Loss.SparseCategoricalCrossEntropy => AccuracyKind.Positions,
            ModelCompiler.Loss.ConnectionistTemporalClassification => AccuracyKind.Labels,
            ModelCompiler.Loss.BinaryCrossEntropy or ModelCompiler.Loss.BinaryFocal => AccuracyKind.Threshold,
            _ => AccuracyKind.None,
        };
}
