using Spectre.Console;

namespace ModelCompiler.Dashboard;

/// <summary>
/// A live display of training on a terminal: bars for epochs and batches, the loss curve, speed, time left and the last epochs. When the output is no
/// terminal, a line for each finished epoch instead, as <see cref="ConsoleProgress"/> writes it. Dispose it after training: the last picture stays.
/// </summary>
/// <remarks>
/// Drawing happens on the training thread, at most five times a second, and at the end of the last epoch; between two drawings a report costs well under
/// a microsecond. Nothing is added to a step of training. Colour is left out when the environment variable <c>NO_COLOR</c> is set. Not thread-safe; <c>Fit</c> reports
/// on its own thread. While the display lives, write nothing else to the terminal.
/// </remarks>
/// <example><code>
/// using var dashboard = new TrainingDashboard("digits");
/// trainer.Fit(train, validation, dashboard);
/// </code></example>
public sealed class TrainingDashboard : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    private readonly IAnsiConsole _console;
    private readonly string _title;
    private readonly TimeProvider _time;
    private readonly ConsoleProgress? _lines;
    private readonly RunRecord _run = new();
    private readonly TaskCompletionSource _finished = new();
    private LiveDisplayContext? _context;
    private Task? _display;
    private long _lastDrawing;
    private bool _outdated;
    private bool _disposed;

    /// <summary>A dashboard on standard output.</summary>
    /// <param name="title">What stands in its frame.</param>
    public TrainingDashboard(string title = "Training")
        : this(StandardOutput(), title)
    {
    }

    /// <summary>A dashboard on any console of Spectre.Console.</summary>
    /// <param name="console">Where to. It shows the live display if it understands ANSI sequences, and plain lines otherwise.</param>
    /// <param name="title">What stands in its frame.</param>
    /// <param name="time">The clock that decides when to draw again; by default the system's.</param>
    public TrainingDashboard(IAnsiConsole console, string title = "Training", TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(title);
        _console = console;
        _title = title;
        _time = time ?? TimeProvider.System;
        if (!console.Profile.Capabilities.Ansi)
            _lines = new ConsoleProgress(console.Profile.Out.Writer, rewrites: false);
    }

    /// <summary>Takes a report and draws if it is time.</summary>
    /// <exception cref="ObjectDisposedException">The dashboard was disposed.</exception>
    public void Report(TrainingProgress value)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_lines is not null)
        {
            _lines.Report(value);
            return;
        }

        _run.Add(value);
        _outdated = true;
        bool isLast = value.IsEndOfEpoch && value.Epoch == value.Epochs;
        if (_display is null || isLast || _time.GetElapsedTime(_lastDrawing) >= _interval)
            Draw();
    }

    /// <summary>Shows the last report, if it has not been drawn, and gives the terminal back. May be called again.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_display is null)
            return;
        if (_outdated)
            Draw();
        _finished.SetResult();
        _display.GetAwaiter().GetResult();
    }

    private static IAnsiConsole StandardOutput()
    {
        bool noColor = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = noColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
    }

    private void Draw()
    {
        Spectre.Console.Rendering.IRenderable view = DashboardView.Create(_run, _title, _console.Profile.Width, _console.Profile.Capabilities.Unicode);
        if (_display is null)
        {
            // A live display lasts as long as its action. This one waits for Dispose, and the drawing is done from outside through its context.
            _display = _console.Live(view).StartAsync(async context =>
            {
                _context = context;
                context.Refresh();
                await _finished.Task.ConfigureAwait(false);
            });
        }
        else
        {
            _context!.UpdateTarget(view);
        }

        _outdated = false;
        _lastDrawing = _time.GetTimestamp();
    }
}
