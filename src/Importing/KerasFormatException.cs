namespace ModelCompiler.Importing;

/// <summary>A file is no valid model of Keras, or goes beyond what is read. The message says where and why.</summary>
public sealed class KerasFormatException : Exception
{
    /// <summary>Creates an exception with a message of its own.</summary>
    public KerasFormatException()
        : base("The file is no valid model of Keras.") { }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">Where and why.</param>
    public KerasFormatException(string message)
        : base(message) { }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">Where and why.</param>
    /// <param name="innerException">What came before.</param>
    public KerasFormatException(string message, Exception innerException)
        : base(message, innerException) { }
}
