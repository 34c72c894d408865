namespace ModelCompiler;

/// <summary>The ranks of a run cannot go on together: one has ended it, is not there in time, or is not like the others.</summary>
public sealed class WorldException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What has happened, with the rank it happened to.</param>
    /// <param name="innerException">What has caused it, or null.</param>
    public WorldException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
