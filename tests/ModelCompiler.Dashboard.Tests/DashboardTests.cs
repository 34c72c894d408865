using System.Globalization;
using Spectre.Console;

namespace ModelCompiler.Dashboard.Tests;

/// <summary>A small classifier.</summary>
[Model]
[Input(2)]
[Dense(8, Activation.Relu)]
[Dense(2, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class SmallClassifier;

public sealed class DashboardTests
{
    private readonly StringWriter _terminal = new(CultureInfo.InvariantCulture);
    private readonly Clock _clock = new();

    [Fact]
    public void It_shows_bars_numbers_and_a_table()
    {
        using (TrainingDashboard dashboard = Create(ansi: true))
        {
            dashboard.Report(Progress(epoch: 1, batch: 10, loss: 0.75));
            dashboard.Report(Progress(epoch: 2, batch: 5, loss: 0.5));
        }

        string shown = _terminal.ToString();
        foreach (string text in new[] { "digits", "1/2", "5/10", "0.5", "samples/s", "validation loss", "validation accuracy", "50.00 %" })
            Assert.Contains(text, shown, StringComparison.Ordinal);
        Assert.Contains(shown, character => character is > '\u2800' and <= '\u28FF');
    }

    [Fact]
    public void It_draws_when_the_timer_says_so_and_something_is_new()
    {
        using TrainingDashboard dashboard = Create(ansi: true);
        dashboard.Report(Progress(epoch: 1, batch: 1));
        Assert.Equal(0, Drawn());
        _clock.Tick();
        int first = Drawn();
        Assert.True(first > 0);
        dashboard.Report(Progress(epoch: 1, batch: 2));
        Assert.Equal(first, Drawn());
        _clock.Tick();
        int second = Drawn();
        Assert.True(second > first);
        _clock.Tick();
        Assert.Equal(second, Drawn());

        int Drawn() => _terminal.ToString().Length;
    }

    [Fact]
    public void What_was_not_drawn_yet_is_drawn_at_the_end()
    {
        using (TrainingDashboard dashboard = Create(ansi: true))
        {
            dashboard.Report(Progress(epoch: 1, batch: 1));
            _clock.Tick();
            dashboard.Report(Progress(epoch: 1, batch: 7));
            Assert.DoesNotContain("7/10", _terminal.ToString(), StringComparison.Ordinal);
        }

        Assert.Contains("7/10", _terminal.ToString(), StringComparison.Ordinal);
        Assert.True(_clock.IsDisposed);
    }

    [Fact]
    public void A_lost_terminal_does_not_end_training()
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new AnsiConsoleOutput(new LostTerminal()) }
        );
        using var dashboard = new TrainingDashboard(console, "digits", _clock);
        dashboard.Report(Progress(epoch: 1, batch: 1));
        _clock.Tick();
        dashboard.Report(Progress(epoch: 1, batch: 2));
        _clock.Tick();
    }

    [Fact]
    public void Without_a_terminal_there_is_a_line_for_each_epoch()
    {
        using (TrainingDashboard dashboard = Create(ansi: false))
        {
            dashboard.Report(Progress(epoch: 1, batch: 5));
            dashboard.Report(Progress(epoch: 1, batch: 10));
            dashboard.Report(Progress(epoch: 2, batch: 10));
        }

        string[] lines = _terminal.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("epoch ", line, StringComparison.Ordinal));
        Assert.DoesNotContain('\e', _terminal.ToString());
    }

    [Fact]
    public void Without_colours_there_is_no_colour_sequence()
    {
        using (TrainingDashboard dashboard = Create(ansi: true))
            dashboard.Report(Progress(epoch: 1, batch: 10));
        Assert.DoesNotContain("\e[38", _terminal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void After_disposal_a_report_is_refused()
    {
        TrainingDashboard dashboard = Create(ansi: true);
        dashboard.Dispose();
        dashboard.Dispose();
        Assert.Throws<ObjectDisposedException>(() => dashboard.Report(Progress(epoch: 1, batch: 1)));
    }

    [Fact]
    public void A_loss_that_is_no_number_is_left_out_of_the_curve()
    {
        using (TrainingDashboard dashboard = Create(ansi: true))
            dashboard.Report(Progress(epoch: 1, batch: 10, loss: double.NaN));
        Assert.Contains("NaN", _terminal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_many_reports_is_drawn_from_bounded_memory()
    {
        var run = new RunRecord();
        for (int step = 1; step <= 100_000; step++)
            run.Add(Progress(epoch: 1 + ((step - 1) / 10), batch: 1 + ((step - 1) % 10)) with { Step = step, Epochs = 10_000 });
        Assert.InRange(run.Training.Count, 1000, 2048);
        Assert.Equal(10_000, run.Training[^1].Epoch, 1e-9);
        Assert.Equal(8, run.Epochs.Count);
    }

    [Fact]
    public void Training_steps_allocate_nothing_while_the_dashboard_watches()
    {
        var model = new SmallClassifier(seed: 1) { MaxDegreeOfParallelism = 1 };
        Dataset data = Dataset.From([.. Enumerable.Range(0, 4096).Select(i => (new float[] { i % 7, i % 5 }, i % 2))]);
        using TrainingDashboard dashboard = Create(ansi: true);
        var watcher = new AllocationWatcher();
        var trainer = new Trainer<SmallClassifier>(model, new Adam()) { BatchSize = 4, Epochs = 5 };
        trainer.Callbacks.Add(watcher);
        trainer.Fit(data, progress: watcher.Wrap(dashboard));
        Assert.True(watcher.Steps > 4000);
        Assert.Equal(0, watcher.Allocated);
    }

    private TrainingDashboard Create(bool ansi)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(_terminal),
            }
        );
        console.Profile.Width = 90;
        console.Profile.Capabilities.Unicode = true;
        return new TrainingDashboard(console, "digits", _clock);
    }

    private static TrainingProgress Progress(int epoch, int batch, double loss = 1) =>
        new(
            epoch,
            Epochs: 2,
            batch,
            Batches: 10,
            Step: ((epoch - 1) * 10) + batch,
            loss,
            batch == 10 ? 0.6 : null,
            batch == 10 ? 0.5 : null,
            0.001f,
            SamplesPerSecond: 1000,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(2),
            IsEndOfEpoch: batch == 10
        );

    /// <summary>A timer that a test advances by hand.</summary>
    private sealed class Clock : TimeProvider, ITimer
    {
        private Action? _callback;

        public bool IsDisposed { get; private set; }

        public void Tick() => _callback!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class LostTerminal : StringWriter
    {
        public override void Write(string? value) => throw new IOException("The terminal is gone.");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("The terminal is gone.");

        public override void Write(ReadOnlySpan<char> buffer) => throw new IOException("The terminal is gone.");
    }
}
