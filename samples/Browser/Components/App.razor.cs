using System.Diagnostics;
using System.Globalization;
using Digits;
using Digits.Drawing;
using Microsoft.AspNetCore.Components;
using ModelCompiler;

namespace Browser.Components;

/// <summary>The page: one model that reads what is drawn, also in the pauses of its own training.</summary>
public sealed partial class App : ComponentBase, IProgress<TrainingProgress>
{
    private const int TrainingDigits = 20_000,
        TestDigits = 2_000,
        BatchSize = 64,
        Epochs = 3;

    private readonly DigitClassifier _model = new(seed: 1);
    private readonly Handwriting _handwriting = new();
    private readonly float[] _pixels = new float[Handwriting.Pixels];
    private readonly float[] _probabilities = new float[10];
    private Dataset? _train;
    private Dataset? _test;
    private LossRecorder _losses = new();
    private CancellationTokenSource? _cancellation;
    private bool _isBusy;
    private int _pointsInAll;
    private string _status = "";
    private string? _picture;
    private double? _epochSeconds,
        _microseconds,
        _loopMicroseconds,
        _accuracy;

    private delegate void Prediction(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Shows where the training stands, and reads the drawing again with what has been learnt.</summary>
    void IProgress<TrainingProgress>.Report(TrainingProgress value)
    {
        _status = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {value.Epoch} of {value.Epochs}: {100.0 * value.Batch / value.Batches:F0} %, loss {value.Loss:F3}, "
                + $"{value.SamplesPerSecond:F0} digits a second"
        );
        if (value.IsEndOfEpoch)
            _accuracy = value.ValidationAccuracy;
        Read();
        StateHasChanged();
    }

    private void Read()
    {
        _picture = null;
        if (_handwriting.IsEmpty)
            return;
        _handwriting.Render(_pixels);
        _picture = GreyPicture.Address(_pixels, Canvas.Size);
        _model.Predict(_pixels, _probabilities);
    }

    private async Task Train()
    {
        _isBusy = true;
        _losses = new LossRecorder();
        _train ??= await PracticeDigits.DrawAsync(seed: 1, TrainingDigits, Drawn);
        _test ??= await PracticeDigits.DrawAsync(seed: 2, TestDigits, Drawn);
        _pointsInAll = Epochs * (TrainingDigits / BatchSize) / LossRecorder.StepsOfAPoint;

        var trainer = new Trainer<DigitClassifier>(_model, new Adam(learningRate: 1e-3f))
        {
            BatchSize = BatchSize,
            Epochs = Epochs,
            Callbacks = { _losses },
        };
        string outcome = await Learn(trainer, _train, _test);
        _status = "measuring";
        _epochSeconds = trainer.History!.Epochs.Count == 0 ? null : trainer.History.Epochs.Average(epoch => epoch.Seconds);
        _microseconds = await Measure(_model.Predict);
        _loopMicroseconds = await Measure(new PlainLoops(_model).Predict);
        _status = outcome;
        _isBusy = false;

        void Drawn(int count)
        {
            _status = $"drawing digits to learn from: {count} of {TrainingDigits}";
            StateHasChanged();
        }
    }

    private async Task<string> Learn(Trainer<DigitClassifier> trainer, Dataset train, Dataset test)
    {
        using var cancellation = _cancellation = new CancellationTokenSource();
        try
        {
            await trainer.FitAsync(train, test, progress: this, cancellation.Token);
            return "trained";
        }
        catch (OperationCanceledException)
        {
            return "stopped";
        }
        finally
        {
            _cancellation = null;
        }
    }

    private async Task<double> Measure(Prediction predict)
    {
        const int Predictions = 200;
        const int Rounds = 5;
        float[] probabilities = new float[10];
        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < Predictions; i++)
                predict(_test!.Input(i), probabilities);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMicroseconds / Predictions);
            await Task.Delay(1);
        }

        return best;
    }

    private static string? Invariant(double? value, string format = "R") => value?.ToString(format, CultureInfo.InvariantCulture);
}
