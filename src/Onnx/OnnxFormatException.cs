namespace ModelCompiler.Onnx;

/// <summary>A file is no valid ONNX model, or goes beyond what is read. The message says where and why.</summary>
public sealed class OnnxFormatException : Exception
{
    /// <summary>Creates an exception with a message of its own.</summary>
    public OnnxFormatException()
        : base("The file is no valid ONNX model.") { }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">Where and why.</param>
    public OnnxFormatException(string message)
        : base(message) { }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">Where and why.</param>
    /// <param name="innerException">What came before.</param>
    public OnnxFormatException(string message, Exception innerException)
        : base(message, innerException) { }
}
