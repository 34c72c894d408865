namespace ModelCompiler.Importing;

/// <summary>A network cannot be imported. The message lists all causes, grouped by operator, each with a remedy.</summary>
public sealed class ImportRefusedException : Exception
{
    /// <summary>Creates an exception without causes.</summary>
    public ImportRefusedException()
        : this("The network cannot be imported.") { }

    /// <summary>Creates an exception without causes.</summary>
    /// <param name="message">Why.</param>
    public ImportRefusedException(string message)
        : base(message) { }

    /// <summary>Creates an exception without causes.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What came before.</param>
    public ImportRefusedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates an exception.</summary>
    /// <param name="heading">The file, who wrote it, and how far the import came.</param>
    /// <param name="causes">The causes.</param>
    public ImportRefusedException(string heading, IReadOnlyList<Cause> causes)
        : base(heading + "\n" + string.Join("\n", causes))
    {
        Causes = causes;
    }

    /// <summary>The causes.</summary>
    public IReadOnlyList<Cause> Causes { get; } = [];
}
