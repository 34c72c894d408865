namespace ModelCompiler;

/// <summary>Gives a finished file its name, in one step, and again where Windows refuses it for the moment.</summary>
internal static class FileReplacement
{
    private const int SharingViolation = unchecked((int)0x80070020),
        LockViolation = unchecked((int)0x80070021);

    // A virus scanner or a reader is usually done within a fraction of this.
    private static readonly int[] _waits = [10, 20, 40, 80, 160];

    /// <summary>Moves a file over another.</summary>
    /// <exception cref="IOException">It cannot be moved; on Windows also when another program has the target open, which the message
    /// says.</exception>
    public static void Move(string temporary, string target) =>
        Move(temporary, target, File.Move, OperatingSystem.IsWindows(), Thread.Sleep);

    /// <summary>The same with the file system's and the clock's part to be replaced.</summary>
    /// <param name="temporary">The finished file.</param>
    /// <param name="target">The name it gets.</param>
    /// <param name="move">Moves a file over another.</param>
    /// <param name="isWindows">Whether a refusal may pass.</param>
    /// <param name="wait">Waits for some milliseconds.</param>
    internal static void Move(string temporary, string target, Action<string, string, bool> move, bool isWindows, Action<int> wait)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                move(temporary, target, true);
                return;
            }
            catch (Exception exception) when (isWindows && IsRefusal(exception))
            {
                if (File.Exists(target) && (File.GetAttributes(target) & FileAttributes.ReadOnly) != 0)
                    throw new IOException($"'{target}' is read-only: clear that mark, or save under another name.", exception);
                if (attempt == _waits.Length)
                    throw new IOException(
                        $"'{target}' cannot be replaced, because another program has it open or the folder may not be "
                            + $"written to; it was tried for {_waits.Sum()} milliseconds. Close the program, or save under another name.",
                        exception
                    );
                wait(_waits[attempt]);
            }
        }
    }

    private static bool IsRefusal(Exception exception) =>
        exception is UnauthorizedAccessException || (exception is IOException && exception.HResult is SharingViolation or LockViolation);
}
