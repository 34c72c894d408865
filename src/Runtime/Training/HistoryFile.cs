using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ModelCompiler;

/// <summary>The file formats of a <see cref="TrainingHistory"/>.</summary>
internal static class HistoryFile
{
    private const string CsvHeader =
        "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,learning_rate,seconds,samples_per_second";

    /// <summary>Writes the epochs as CSV.</summary>
    public static void WriteCsv(Stream stream, ReadOnlySpan<EpochRecord> epochs)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.Write(CsvHeader);
        foreach (HeadRecord head in epochs.IsEmpty ? [] : epochs[0].Heads)
            writer.Write($",{head.Name}_training_loss,{head.Name}_validation_loss,{head.Name}_validation_accuracy");
        writer.Write("\r\n");
        foreach (EpochRecord epoch in epochs)
        {
            writer.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{epoch.Epoch},{epoch.TrainingLoss:R},{epoch.TrainingAccuracy:R},{epoch.ValidationLoss:R},"
                        + $"{epoch.ValidationAccuracy:R},{epoch.LearningRate:R},{epoch.Seconds:R},{epoch.SamplesPerSecond:R}"
                )
            );
            foreach (HeadRecord head in epoch.Heads)
                writer.Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $",{head.TrainingLoss:R},{head.ValidationLoss:R},{head.ValidationAccuracy:R}"
                    )
                );
            writer.Write("\r\n");
        }
    }

    /// <summary>Writes the epochs as JSON Lines.</summary>
    public static void WriteJsonLines(Stream stream, ReadOnlySpan<EpochRecord> epochs)
    {
        using var writer = new Utf8JsonWriter(stream);
        foreach (EpochRecord epoch in epochs)
        {
            writer.WriteStartObject();
            writer.WriteNumber("epoch"u8, epoch.Epoch);
            WriteNumber(writer, "training_loss"u8, epoch.TrainingLoss);
            WriteNumber(writer, "training_accuracy"u8, epoch.TrainingAccuracy);
            WriteNumber(writer, "validation_loss"u8, epoch.ValidationLoss);
            WriteNumber(writer, "validation_accuracy"u8, epoch.ValidationAccuracy);
            writer.WriteNumber("learning_rate"u8, epoch.LearningRate);
            WriteNumber(writer, "seconds"u8, epoch.Seconds);
            WriteNumber(writer, "samples_per_second"u8, epoch.SamplesPerSecond);
            foreach (HeadRecord head in epoch.Heads)
            {
                WriteNumber(writer, Encoding.UTF8.GetBytes(head.Name + "_training_loss"), head.TrainingLoss);
                WriteNumber(writer, Encoding.UTF8.GetBytes(head.Name + "_validation_loss"), head.ValidationLoss);
                WriteNumber(writer, Encoding.UTF8.GetBytes(head.Name + "_validation_accuracy"), head.ValidationAccuracy);
            }
            writer.WriteEndObject();
            writer.Flush();
            stream.WriteByte((byte)'\n');
            writer.Reset();
        }
    }

    // JSON has no NaN and no infinity.
    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is double number && double.IsFinite(number))
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }
}
