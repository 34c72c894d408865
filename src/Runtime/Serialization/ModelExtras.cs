namespace ModelCompiler;

/// <summary>
/// What a program needs beside the weights of a model, kept in the same safetensors file: how inputs and targets were standardized, what
/// the classes are called, and numbers, lists and texts of your own. So one file is all there is to ship, and none of it can belong to
/// another model.
/// </summary>
/// <remarks>
/// <para>
/// Sizes are compared with the model when it is saved and when it is loaded. In the file the numbers are tensors of doubles whose names
/// begin with <c>extras:</c>, texts are <c>__metadata__</c>; a plain <c>Load</c>, strict or not, passes over them.
/// </para>
/// <para>Not thread-safe while it is filled; any number of threads may read it.</para>
/// </remarks>
/// <example><code>
/// model.Save("sensors.safetensors", new ModelExtras { InputStandardizer = scale, ClassNames = ["normal", "worn"], Numbers = {
/// ["threshold"] = 0.31 } });
///
/// model.Load("sensors.safetensors", out ModelExtras extras);
/// double threshold = extras.Numbers["threshold"];
/// </code></example>
public sealed class ModelExtras
{
    /// <summary>What standardized the inputs before training; one feature for each input of the model.</summary>
    public Standardizer? InputStandardizer { get; init; }

    /// <summary>What standardized the targets of a regression; one feature for each output of the model.</summary>
    public Standardizer? TargetStandardizer { get; init; }

    /// <summary>The names of the classes: one for each output, or two (for no and yes) where the model has a single one.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Numbers by name, such as a threshold; kept as doubles, to the bit.</summary>
    public IDictionary<string, double> Numbers { get; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Lists of numbers by name; kept as doubles, to the bit.</summary>
    public IDictionary<string, double[]> Lists { get; } = new Dictionary<string, double[]>(StringComparer.Ordinal);

    /// <summary>Texts by name: who trained the model, when, on what.</summary>
    public IDictionary<string, string> Texts { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads the extras of a file without a model; all empty when the file has none. Sizes are compared with no model.</summary>
    /// <exception cref="SafeTensorsException">The file breaks the format's rules, or its extras are damaged.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static ModelExtras Read(string path)
    {
        using var reader = new SafeTensorsReader(path);
        return ModelExtrasFile.Read(reader, Path.GetFileName(path));
    }

    /// <summary>
    /// Reads the extras of a stream, from its position to its end, as of a file embedded in an assembly; the stream stays open.
    /// </summary>
    /// <exception cref="ArgumentException">The stream cannot read or seek.</exception>
    /// <exception cref="SafeTensorsException">The contents break the format's rules, or the extras are damaged.</exception>
    public static ModelExtras Read(Stream stream)
    {
        using var reader = new SafeTensorsReader(stream, leaveOpen: true);
        return ModelExtrasFile.Read(reader, "stream");
    }

    /// <summary>What does not fit the model, as a sentence; null when everything does.</summary>
    internal string? Misfit(ModelDescription description)
    {
        if (InputStandardizer is { } inputs && inputs.FeatureCount != description.InputSize)
            return $"the standardizer of the inputs has {Amount.Of(inputs.FeatureCount, "feature")}, but {description.Name} has "
                + $"{Amount.Of(description.InputSize, "input")}.";
        if (TargetStandardizer is { } targets && targets.FeatureCount != description.OutputSize)
            return $"the standardizer of the targets has {Amount.Of(targets.FeatureCount, "feature")}, but {description.Name} has "
                + $"{Amount.Of(description.OutputSize, "output")}.";
        int classes = description.OutputSize == 1 ? 2 : description.OutputSize;
        return ClassNames is { } names && names.Count != classes
            ? $"the extras have {Amount.Of(names.Count, "class name")}, but {description.Name} with "
                + $"{Amount.Of(description.OutputSize, "output")} tells {classes} classes apart."
            : null;
    }
}
