namespace ModelCompiler;

/// <summary>
/// A safetensors file, stream or block of bytes breaks the format's rules, or does not fit what it is loaded into.
/// The message begins with the file's name and says what is wrong. Nothing has been changed when it is thrown.
/// </summary>
public sealed class SafeTensorsException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fileName">The file, or what stands for it in messages.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="innerException">The cause, if another exception is one.</param>
    public SafeTensorsException(string fileName, string problem, Exception? innerException = null)
        : base($"{fileName}: {problem}", innerException)
    {
        FileName = fileName;
    }

    /// <summary>The file, or what stands for it in messages, such as <c>stream</c>.</summary>
    public string FileName { get; }
}
