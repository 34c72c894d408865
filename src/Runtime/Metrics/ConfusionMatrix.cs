using System.Globalization;
using System.Text;

namespace ModelCompiler;

/// <summary>Counts which class was predicted for which, and what follows from it. Not thread-safe while counting.</summary>
/// <remarks>A ratio whose denominator is 0 (a class never predicted, or never there) is 0, as in scikit-learn.</remarks>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;
    private readonly long[] _undecided;

    /// <summary>Creates an empty matrix.</summary>
    /// <param name="classCount">The number of classes, at least 1.</param>
    public ConfusionMatrix(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        ClassCount = classCount;
        _counts = new long[ElementCount.Of(classCount, "classes", classCount, "classes", nameof(classCount))];
        _undecided = new long[classCount];
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>The number of samples counted, those without a predicted class included.</summary>
    public long Total { get; private set; }

    /// <summary>The samples without a predicted class, because the model answered NaN: they count as wrong.</summary>
    public long UndecidedCount { get; private set; }

    /// <summary>How often class <paramref name="predicted"/> was predicted for a sample of class <paramref name="actual"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range.</exception>
    public long this[int actual, int predicted]
    {
        get
        {
            CheckClass(actual, nameof(actual));
            CheckClass(predicted, nameof(predicted));
            return _counts[(actual * ClassCount) + predicted];
        }
    }

    /// <summary>The share of right predictions, from 0 to 1; NaN when nothing was counted.</summary>
    public double Accuracy
    {
        get
        {
            long correct = 0;
            for (int index = 0; index < ClassCount; index++)
                correct += this[index, index];
            return (double)correct / Total;
        }
    }

    /// <summary>The mean of <see cref="Precision"/> over the classes.</summary>
    public double MacroPrecision => Macro(static (matrix, index) => matrix.Precision(index));

    /// <summary>The mean of <see cref="Recall"/> over the classes.</summary>
    public double MacroRecall => Macro(static (matrix, index) => matrix.Recall(index));

    /// <summary>The mean of <see cref="F1"/> over the classes.</summary>
    public double MacroF1 => Macro(static (matrix, index) => matrix.F1(index));

    /// <summary>Counts one prediction. Does not allocate.</summary>
    /// <param name="actual">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range; nothing has been counted.</exception>
    public void Add(int actual, int predicted)
    {
        CheckClass(actual, nameof(actual));
        CheckClass(predicted, nameof(predicted));
        _counts[(actual * ClassCount) + predicted]++;
        Total++;
    }

    /// <summary>Counts many predictions. Does not allocate.</summary>
    /// <param name="actual">The true classes.</param>
    /// <param name="predicted">The predicted classes, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ or a class is out of range; nothing has been counted.</exception>
    public void Add(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        if (actual.Length != predicted.Length)
            throw new ArgumentException(
                $"There are {actual.Length} true classes but {predicted.Length} predictions: pass as many of each.",
                nameof(predicted)
            );
        int last = ClassCount - 1;
        if (actual.ContainsAnyExceptInRange(0, last) || predicted.ContainsAnyExceptInRange(0, last))
            throw new ArgumentException(
                $"With {Amount.Of(ClassCount, "class", "classes")} the indices are 0 to {last}; there are others.",
                nameof(actual)
            );
        for (int i = 0; i < actual.Length; i++)
            Add(actual[i], predicted[i]);
    }

    /// <summary>Counts one sample without a predicted class. Does not allocate.</summary>
    /// <param name="actual">The true class.</param>
    /// <exception cref="ArgumentOutOfRangeException">The class is out of range; nothing has been counted.</exception>
    public void AddUndecided(int actual)
    {
        CheckClass(actual, nameof(actual));
        _undecided[actual]++;
        UndecidedCount++;
        Total++;
    }

    /// <summary>Of the samples predicted as this class, the share that is of it, from 0 to 1.</summary>
    public double Precision(int index) => Ratio(this[index, index], PredictedCount(index));

    /// <summary>Of the samples of this class, the share predicted as it, from 0 to 1.</summary>
    public double Recall(int index) => Ratio(this[index, index], ActualCount(index));

    /// <summary>The harmonic mean of precision and recall: <c>2 TP / (2 TP + FP + FN)</c>.</summary>
    public double F1(int index) => Ratio(2 * this[index, index], PredictedCount(index) + ActualCount(index));

    /// <summary>How many samples are of this class, whatever was predicted.</summary>
    public long ActualCount(int index)
    {
        CheckClass(index, nameof(index));
        long sum = _undecided[index];
        for (int predicted = 0; predicted < ClassCount; predicted++)
            sum += this[index, predicted];
        return sum;
    }

    /// <summary>How many samples were predicted as this class.</summary>
    public long PredictedCount(int index)
    {
        long sum = 0;
        for (int actual = 0; actual < ClassCount; actual++)
            sum += this[actual, index];
        return sum;
    }

    /// <summary>
    /// The matrix as a text table: a row per true class with the counts of each prediction, its precision, recall and F1, and the averages
    /// below. Samples without a predicted class, if any, are in a column <c>NaN</c>.
    /// </summary>
    /// <param name="classNames">A name per class; by default their indices.</param>
    /// <exception cref="ArgumentException">There is not one name per class.</exception>
    public string ToTable(IReadOnlyList<string>? classNames = null)
    {
        if (classNames is not null && classNames.Count != ClassCount)
            throw new ArgumentException(
                $"The matrix has {Amount.Of(ClassCount, "class", "classes")}, but "
                    + $"{Amount.Of(classNames.Count, "name was", "names were")} given.",
                nameof(classNames)
            );
        string[] names = new string[ClassCount];
        for (int index = 0; index < ClassCount; index++)
            names[index] = classNames?[index] ?? index.ToString(CultureInfo.InvariantCulture);

        int nameWidth = Math.Max("actual".Length, names.Max(name => name.Length));
        int countWidth =
            Math.Max(
                names.Max(name => name.Length),
                Math.Max(_counts.Max(), _undecided.Max()).ToString(CultureInfo.InvariantCulture).Length
            ) + 2;
        bool hasUndecided = UndecidedCount > 0;
        var text = new StringBuilder("actual".PadRight(nameWidth));
        foreach (string name in names)
            text.Append(name.PadLeft(countWidth));
        if (hasUndecided)
            text.Append("NaN".PadLeft(countWidth));
        text.Append("  precision     recall         F1\n");
        for (int actual = 0; actual < ClassCount; actual++)
        {
            text.Append(names[actual].PadRight(nameWidth));
            for (int predicted = 0; predicted < ClassCount; predicted++)
                text.Append(this[actual, predicted].ToString(CultureInfo.InvariantCulture).PadLeft(countWidth));
            if (hasUndecided)
                text.Append(_undecided[actual].ToString(CultureInfo.InvariantCulture).PadLeft(countWidth));
            AppendRatios(text, Precision(actual), Recall(actual), F1(actual));
        }

        text.Append("mean".PadRight(nameWidth + (countWidth * (hasUndecided ? ClassCount + 1 : ClassCount))));
        AppendRatios(text, MacroPrecision, MacroRecall, MacroF1);
        text.Append(CultureInfo.InvariantCulture, $"accuracy {Accuracy:F4} of {Amount.Of(Total, "sample")}\n");
        return text.ToString();
    }

    /// <summary>The table with class indices as names.</summary>
    public override string ToString() => ToTable();

    private static void AppendRatios(StringBuilder text, double precision, double recall, double f1) =>
        text.Append(CultureInfo.InvariantCulture, $"{precision, 11:F4}{recall, 11:F4}{f1, 11:F4}\n");

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private double Macro(Func<ConfusionMatrix, int, double> measure)
    {
        double sum = 0;
        for (int index = 0; index < ClassCount; index++)
            sum += measure(this, index);
        return sum / ClassCount;
    }

    private void CheckClass(int index, string argument)
    {
        if ((uint)index >= (uint)ClassCount)
            throw new ArgumentOutOfRangeException(
                argument,
                index,
                $"With {Amount.Of(ClassCount, "class", "classes")} the indices are 0 to {ClassCount - 1}."
            );
    }
}
