using Spectre.Console;

namespace ModelCompiler.Dashboard;

/// <summary>
/// A live display of training on a terminal: bars for epochs and batches, the loss curve, speed, time left and the last epochs. When the
/// output is no terminal, a line for each finished epoch instead, as <see cref="ConsoleProgress"/> writes it. Dispose it after training:
/// the last picture stays.
/// </summary>
/// <remarks>
/// Drawing happens on a timer's thread, four times a second, so that training never waits for the terminal: a report only notes its
/// numbers, which takes well under a microsecond. Nothing is added to a step of training. Colour is left out when the environment variable
/// <c>NO_COLOR</c> is set. While the display lives, write nothing else to the terminal. If the terminal goes away, drawing ends and
/// training goes on. Reports may come from one thread at a time.
/// </remarks>
/// <example><code>
/// using var dashboard = new TrainingDashboard("digits");
/// trainer.Fit(train, validation, dashboard);
/// </code></example>
public sealed class TrainingDashboard : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    private readonly IAnsiConsole _console;
    private readonly string _title;
    private readonly TimeProvider _time;
    private readonly ConsoleProgress? _lines;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _numbers = new();
    private readonly Lock _drawing = new();
    private readonly RunRecord _run = new();
    private bool _outdated;
    private ITimer? _timer;
    private LiveDisplayContext? _context;
    private Task? _display;
    private bool _terminalLost;
    private bool _disposed;

    /// <summary>A dashboard on standard output.</summary>
    /// <param name="title">What stands in its frame.</param>
    public TrainingDashboard(string title = "Training")
        : this(StandardOutput(), title) { }

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

    /// <summary>Takes a report.</summary>
    /// <exception cref="ObjectDisposedException">The dashboard was disposed.</exception>
    public void Report(TrainingProgress value)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_lines is not null)
        {
            _lines.Report(value);
            return;
        }

        lock (_numbers)
        {
            _run.Add(value);
            _outdated = true;
        }

        _timer ??= _time.CreateTimer(static dashboard => ((TrainingDashboard)dashboard!).DrawUnlessBusy(), this, TimeSpan.Zero, _interval);
    }

    /// <summary>Draws the last report and gives the terminal back. May be called again.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _timer?.Dispose();
        lock (_drawing)
        {
            Draw();
            _finished.SetResult();
            if (_terminalLost)
                return;
            try
            {
                End();
            }
            catch (IOException)
            {
                _terminalLost = true;
            }
        }
    }

    private static IAnsiConsole StandardOutput()
    {
        bool noColor = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = noColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            }
        );
    }

    // A slow terminal leaves out pictures instead of gathering threads.
    private void DrawUnlessBusy()
    {
        if (!_drawing.TryEnter())
            return;
        try
        {
            if (!_disposed)
                Draw();
        }
        finally
        {
            _drawing.Exit();
        }
    }

    private void Draw()
    {
        RunRecord run;
        lock (_numbers)
        {
            if (!_outdated || _terminalLost)
                return;
            _outdated = false;
            run = _run.Copy();
        }

        try
        {
            Show(DashboardView.Create(run, _title, _console.Profile.Width, _console.Profile.Capabilities.Unicode));
        }
        catch (IOException)
        {
            _terminalLost = true;
        }
    }

    private void Show(Spectre.Console.Rendering.IRenderable view)
    {
        if (_display is not null)
        {
            _context!.UpdateTarget(view);
            return;
        }

        // A live display lasts as long as its action. This one waits for Dispose, and the drawing is done from outside through its context.
        _display = _console
            .Live(view)
            .StartAsync(async context =>
            {
                _context = context;
                context.Refresh();
                await _finished.Task.ConfigureAwait(false);
            });
        if (_display.IsCompleted)
            End(); // It failed at once, and this says why.
    }

    private void End() => _display?.GetAwaiter().GetResult();
}
