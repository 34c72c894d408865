using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// The finished epochs as one text: fields parted by commas, epochs by semicolons, nothing where there is no value. Numbers read back to
/// the same bits.
/// </summary>
internal static class EpochRecordText
{
    private const char BetweenEpochs = ';';
    private const char BetweenFields = ',';
    private const int FieldCount = 8;

    public static string Write(IReadOnlyList<EpochRecord> epochs) => string.Join(BetweenEpochs, epochs.Select(Write));

    /// <summary>Reads the text of <paramref name="key"/>.</summary>
    public static EpochRecord[] Read(MetadataTexts texts, string key)
    {
        string text = texts.Text(key);
        if (text.Length == 0)
            return [];
        // A text of nothing but separators must not become a record per byte.
        List<EpochRecord> epochs = [];
        foreach (Range range in text.AsSpan().Split(BetweenEpochs))
            epochs.Add(
                TryRead(text.AsSpan(range), out EpochRecord epoch) && epoch.Epoch == epochs.Count + 1 ? epoch : throw texts.Wrong(key)
            );
        return [.. epochs];
    }

    private static string Write(EpochRecord epoch) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{epoch.Epoch},{epoch.TrainingLoss},{epoch.TrainingAccuracy},{epoch.ValidationLoss},"
                + $"{epoch.ValidationAccuracy},{epoch.LearningRate},{epoch.Seconds},{epoch.SamplesPerSecond}"
        );

    private static bool TryRead(ReadOnlySpan<char> text, out EpochRecord epoch)
    {
        epoch = default;
        Span<Range> fields = stackalloc Range[FieldCount + 1];
        if (text.Split(fields, BetweenFields) != FieldCount)
            return false;
        if (
            !int.TryParse(text[fields[0]], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || !TryRead(text[fields[1]], out double? trainingLoss)
            || trainingLoss is null
            || !TryRead(text[fields[2]], out double? trainingAccuracy)
            || !TryRead(text[fields[3]], out double? validationLoss)
            || !TryRead(text[fields[4]], out double? validationAccuracy)
            || !float.TryParse(text[fields[5]], NumberStyles.Float, CultureInfo.InvariantCulture, out float learningRate)
            || !TryRead(text[fields[6]], out double? seconds)
            || seconds is null
            || !TryRead(text[fields[7]], out double? samplesPerSecond)
            || samplesPerSecond is null
        )
            return false;
        epoch = new EpochRecord(
            number,
            trainingLoss.Value,
            trainingAccuracy,
            validationLoss,
            validationAccuracy,
            learningRate,
            seconds.Value,
            samplesPerSecond.Value
        );
        return true;
    }

    private static bool TryRead(ReadOnlySpan<char> text, out double? value)
    {
        value = null;
        if (text.IsEmpty)
            return true;
        bool read = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        value = number;
        return read;
    }
}
