namespace ModelCompiler;

/// <summary>
/// Shows training progress on a terminal: one line that is rewritten in place, and kept at the end of each epoch. When the output goes to a
/// file or a pipe, only the lines of finished epochs are written. Numbers are culture-invariant. Not thread-safe; <c>Fit</c> reports on its
/// own thread.
/// </summary>
/// <remarks>
/// Colour is used on a terminal unless the environment variable <c>NO_COLOR</c> is set to anything (no-color.org) or <c>TERM</c> is
/// <c>dumb</c>.
/// </remarks>
public sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private const string Dim = "\e[2m";
    private const string Reset = "\e[0m";

    private readonly Func<TextWriter> _writer;
    private readonly Func<int> _width;
    private readonly bool _rewrites;
    private readonly bool _color;
    private int _shownLength;
    private TimeSpan _shownTime;

    /// <summary>Shows progress on any writer.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rewrites">Whether the writer is a terminal whose line can be rewritten after a carriage return; otherwise only finished
    /// epochs are written.</param>
    /// <param name="color">Whether to use ANSI colour; only together with <paramref name="rewrites"/>.</param>
    /// <param name="width">The columns of the terminal; longer lines are cut while they are rewritten, because a wrapped line cannot
    /// be.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 1.</exception>
    public ConsoleProgress(TextWriter writer, bool rewrites, bool color = false, int width = 120)
        : this(() => writer, rewrites, color, () => width)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
    }

    private ConsoleProgress(Func<TextWriter> writer, bool rewrites, bool color, Func<int> width)
    {
        _writer = writer;
        _rewrites = rewrites;
        _color = color && rewrites;
        _width = width;
    }

    /// <summary>Shows progress on standard output, as that is: terminal, file or pipe.</summary>
    public static ConsoleProgress Default { get; } = ForConsole();

    /// <summary>Shows a report.</summary>
    public void Report(TrainingProgress value)
    {
        TextWriter writer = _writer();
        if (!_rewrites)
        {
            if (value.IsEndOfEpoch)
                writer.WriteLine(ProgressLine.Of(value));
            return;
        }

        // A run that ended within an epoch leaves its line; the next run begins below it.
        if (value.Elapsed < _shownTime && _shownLength > 0)
        {
            writer.WriteLine();
            _shownLength = 0;
        }

        _shownTime = value.Elapsed;

        // One column stays free: some terminals wrap as soon as the last one is written.
        string line = ProgressLine.Of(value);
        int limit = Math.Max(1, _width() - 1);
        if (line.Length > limit)
            line = line[..limit];
        string blank = new(' ', Math.Max(0, Math.Min(_shownLength, limit) - line.Length));
        bool dimmed = _color && !value.IsEndOfEpoch;
        writer.Write(string.Concat("\r", dimmed ? Dim : "", line, dimmed ? Reset : "") + blank);
        _shownLength = line.Length;
        if (value.IsEndOfEpoch)
        {
            writer.WriteLine();
            _shownLength = 0;
        }

        writer.Flush();
    }

    private static ConsoleProgress ForConsole()
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        bool terminal = !Console.IsOutputRedirected && !dumb;
        bool color = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new ConsoleProgress(() => Console.Out, terminal, color, ConsoleWidth);
    }

    private static int ConsoleWidth()
    {
        const int Usual = 80;
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : Usual;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            return Usual;
        }
    }
}
