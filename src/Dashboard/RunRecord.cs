namespace ModelCompiler.Dashboard;

/// <summary>What the reports of a run have told so far, in bounded memory.</summary>
internal sealed class RunRecord
{
    private const int MostPoints = 2048;
    private const int MostEpochs = 8;

    private readonly List<(double Epoch, double Loss)> _training;
    private readonly List<(double Epoch, double Loss)> _validation;
    private readonly Queue<TrainingProgress> _epochs;

    /// <summary>An empty record.</summary>
    public RunRecord()
        : this([], [], []) { }

    private RunRecord(
        IEnumerable<(double Epoch, double Loss)> training,
        IEnumerable<(double Epoch, double Loss)> validation,
        IEnumerable<TrainingProgress> epochs
    )
    {
        _training = [.. training];
        _validation = [.. validation];
        _epochs = new(epochs);
    }

    /// <summary>The latest report.</summary>
    public TrainingProgress Latest { get; private set; }

    /// <summary>The training loss over the epochs, with fractions.</summary>
    public IReadOnlyList<(double Epoch, double Loss)> Training => _training;

    /// <summary>The validation loss over the epochs.</summary>
    public IReadOnlyList<(double Epoch, double Loss)> Validation => _validation;

    /// <summary>The last finished epochs.</summary>
    public IReadOnlyCollection<TrainingProgress> Epochs => _epochs;

    /// <summary>The record as it stands.</summary>
    public RunRecord Copy() => new(_training, _validation, _epochs) { Latest = Latest };

    /// <summary>Takes a report; one that stands before the latest begins a new run.</summary>
    public void Add(in TrainingProgress report)
    {
        bool isLater = report.Epoch > Latest.Epoch || (report.Epoch == Latest.Epoch && report.Batch > Latest.Batch);
        if (report.Step < Latest.Step || (report.Elapsed < Latest.Elapsed && !isLater))
            Clear();
        Latest = report;
        double position = report.Epoch - 1 + ((double)report.Batch / report.Batches);
        Add(_training, position, report.Loss);
        if (!report.IsEndOfEpoch)
            return;
        if (report.ValidationLoss is double loss)
            Add(_validation, position, loss);
        _epochs.Enqueue(report);
        if (_epochs.Count > MostEpochs)
            _epochs.Dequeue();
    }

    private void Clear()
    {
        _training.Clear();
        _validation.Clear();
        _epochs.Clear();
    }

    // A full list is thinned to every second point: more than a terminal can show remain.
    private static void Add(List<(double Epoch, double Loss)> points, double position, double loss)
    {
        if (!double.IsFinite(loss))
            return;
        points.Add((position, loss));
        if (points.Count < MostPoints)
            return;
        for (int i = 0; i < MostPoints / 2; i++)
            points[i] = points[(2 * i) + 1];
        points.RemoveRange(MostPoints / 2, MostPoints / 2);
    }
}
