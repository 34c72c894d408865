using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// The finished epochs as one text: fields parted by commas, epochs by semicolons, nothing where there is no value. Numbers read back to
/// the same bits. Of several heads the fields of each follow: its name, and its losses and accuracy.
/// </summary>
internal static class EpochRecordText
{
    private const char BetweenEpochs = ';';
    private const char BetweenFields = ',';
    private const int FieldCount = 8;
    private const int HeadFieldCount = 4;
    private const int MostFields = FieldCount + (HeadFieldCount * 256);

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
        ) + string.Concat(epoch.Heads.Select(Write));

    private static string Write(HeadRecord head) =>
        string.Create(CultureInfo.InvariantCulture, $",{head.Name},{head.TrainingLoss},{head.ValidationLoss},{head.ValidationAccuracy}");

    private static bool TryRead(ReadOnlySpan<char> text, out EpochRecord epoch)
    {
        epoch = default;
        Span<Range> fields = stackalloc Range[MostFields + 1];
        int count = text.Split(fields, BetweenFields);
        if (count < FieldCount || count > MostFields || (count - FieldCount) % HeadFieldCount != 0)
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
            || !TryRead(text, fields[FieldCount..count], out HeadRecord[] heads)
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
        )
        {
            Heads = heads,
        };
        return true;
    }

    private static bool TryRead(ReadOnlySpan<char> text, ReadOnlySpan<Range> fields, out HeadRecord[] heads)
    {
        heads = new HeadRecord[fields.Length / HeadFieldCount];
        for (int head = 0; head < heads.Length; head++)
        {
            ReadOnlySpan<Range> own = fields.Slice(head * HeadFieldCount, HeadFieldCount);
            if (
                !TryRead(text[own[1]], out double? trainingLoss)
                || !TryRead(text[own[2]], out double? validationLoss)
                || !TryRead(text[own[3]], out double? validationAccuracy)
            )
                return false;
            heads[head] = new HeadRecord(text[own[0]].ToString(), trainingLoss, validationLoss, validationAccuracy);
        }

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
