namespace ModelCompiler;

/// <summary>
/// The file format of a checkpoint: a safetensors file whose tensors are the parameters under their own names, the optimizer's buffers
/// (<c>optimizer:momentum:hidden.weight</c>), the best parameters (<c>best:hidden.weight</c>) and the average
/// (<c>average:hidden.weight</c>), all with PyTorch's shapes, and what recurrent layers carry from batch to batch
/// (<c>trainer:carried_states</c>), and whose metadata is everything else. No layer's name contains a colon, so names cannot collide.
/// </summary>
internal static class CheckpointFile
{
    private const string Version = "1";
    private const string VersionKey = "checkpoint.version";
    private const string ModelKey = "checkpoint.model";
    private const string ArchitectureKey = "checkpoint.architecture";
    private const string BestPrefix = "best:";
    private const string AveragePrefix = "average:";
    private const string StatesName = "trainer:carried_states";

    /// <summary>Writes a checkpoint to a file, replacing one that exists in one step.</summary>
    public static void Write(
        string path,
        ModelDescription description,
        ReadOnlySpan<float> parameters,
        OptimizerState optimizer,
        TrainerState trainer
    )
    {
        var writer = new SafeTensorsWriter();
        writer.AddMetadata("format", "pt");
        writer.AddMetadata(VersionKey, Version);
        writer.AddMetadata(ModelKey, description.Name);
        writer.AddMetadata(ArchitectureKey, description.Architecture);
        CheckpointTexts.Write(writer, optimizer);
        CheckpointTexts.Write(writer, trainer);
        ParameterTensors.Add(writer, description, parameters);
        foreach (OptimizerStateBuffer buffer in optimizer.Buffers)
            ParameterTensors.Add(writer, description, buffer.Values, OptimizerPrefix(buffer.Name));
        if (trainer.BestParameters is { IsEmpty: false } best)
            ParameterTensors.Add(writer, description, best.Span, BestPrefix);
        if (trainer.AveragedParameters is { IsEmpty: false } average)
            ParameterTensors.Add(writer, description, average.Span, AveragePrefix);
        if (trainer.CarriedStates is { } states)
            writer.Add(StatesName, [states.Length], states.ToArray());
        writer.Save(path);
    }

    /// <summary>Reads and checks a checkpoint of a model.</summary>
    /// <exception cref="SafeTensorsException">It is no checkpoint, damaged, or one of another architecture.</exception>
    public static CheckpointContents Read(SafeTensorsReader reader, ModelDescription description, string fileName)
    {
        var texts = new MetadataTexts(reader.Metadata, fileName);
        if (!texts.Has(VersionKey))
            throw new SafeTensorsException(fileName, "the file is not a checkpoint; load weights alone with model.Load.");
        if (texts.Text(VersionKey) != Version)
            throw new SafeTensorsException(
                fileName,
                $"the checkpoint has version {MetadataTexts.Shorten(texts.Text(VersionKey))}; this library reads version {Version}."
            );
        CheckArchitecture(texts, description, fileName);

        string[] bufferNames = CheckpointTexts.BufferNames(texts);
        bool hasBest = CheckpointTexts.HasBestParameters(texts);
        bool hasAverage = CheckpointTexts.HasAverage(texts);
        string[] prefixes =
        [
            "",
            .. bufferNames.Select(OptimizerPrefix),
            .. hasBest ? [BestPrefix] : Array.Empty<string>(),
            .. hasAverage ? [AveragePrefix] : Array.Empty<string>(),
        ];
        var table = new TensorTable(reader, fileName);
        bool hasStates = CheckpointTexts.HasCarriedStates(texts);
        CheckTensors(table, description, fileName, prefixes, others: hasStates ? 1 : 0);

        float[] parameters = ReadBuffer(table, description, "");
        OptimizerStateBuffer[] buffers =
        [
            .. bufferNames.Select(name => new OptimizerStateBuffer(name, ReadBuffer(table, description, OptimizerPrefix(name)))),
        ];
        float[]? best = hasBest ? ReadBuffer(table, description, BestPrefix) : null;
        TrainerState trainer = CheckpointTexts.ReadTrainer(texts, best);
        if (hasAverage)
            trainer = trainer with { AveragedParameters = ReadBuffer(table, description, AveragePrefix) };
        if (hasStates)
            trainer = trainer with { CarriedStates = ReadStates(table, fileName) };
        return new CheckpointContents(parameters, CheckpointTexts.ReadOptimizer(texts, buffers), trainer);
    }

    private static string OptimizerPrefix(string buffer) => $"optimizer:{buffer}:";

    private static void CheckArchitecture(MetadataTexts texts, ModelDescription description, string fileName)
    {
        string architecture = texts.Text(ArchitectureKey);
        if (architecture != description.Architecture)
            throw new SafeTensorsException(
                fileName,
                $"the checkpoint belongs to another architecture: {MetadataTexts.Shorten(texts.Text(ModelKey))} is "
                    + $"\"{MetadataTexts.Shorten(architecture)}\", but {description.Name} is "
                    + $"\"{MetadataTexts.Shorten(description.Architecture)}\"."
            );
    }

    private static void CheckTensors(TensorTable table, ModelDescription description, string fileName, string[] prefixes, int others)
    {
        foreach (string prefix in prefixes)
        {
            foreach (string missing in ParameterTensors.Missing(table, description, prefix))
                throw new SafeTensorsException(fileName, $"the checkpoint lacks '{missing}'.");
            ParameterTensors.CheckShapes(table, description, fileName, prefix);
        }
        int expected = (prefixes.Length * description.Parameters.Count) + others;
        if (table.Tensors.Count != expected)
            throw new SafeTensorsException(fileName, $"the checkpoint has {table.Tensors.Count} tensors instead of {expected}.");
    }

    private static ReadOnlyMemory<float> ReadStates(TensorTable table, string fileName)
    {
        if (table.Find(StatesName) is not { Shape.Length: 1 } tensor)
            throw new SafeTensorsException(fileName, $"the checkpoint lacks '{StatesName}', or it is no vector.");
        float[] states = new float[tensor.Shape[0]];
        table.Reader.Read(tensor, states);
        return states;
    }

    private static float[] ReadBuffer(TensorTable table, ModelDescription description, string prefix)
    {
        float[] buffer = new float[description.ParameterBufferLength];
        ParameterTensors.Read(table, description, buffer, prefix);
        return buffer;
    }
}
