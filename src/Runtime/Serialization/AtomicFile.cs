namespace ModelCompiler;

/// <summary>
/// Writes files so that a reader, a crash or a full disk never meets half of one: the new contents go to a temporary file in the same
/// folder, are flushed to the disk, and take the final name in one step.
/// </summary>
/// <remarks>
/// Whatever happens, the file under the final name is the whole old one or the whole new one. When writing fails the temporary file is deleted;
/// only a process that is killed leaves one behind, named <c>name.*.tmp</c>, which may be deleted.
/// Threads and processes may write the same file at the same time: the last one to finish wins.
/// </remarks>
public static class AtomicFile
{
    /// <summary>Writes a file, replacing one that exists.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the contents; what it throws is passed on after the temporary file is deleted.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The path is a folder, or the disk is full or failing; an existing file is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"'{path}' is a folder; give the name of a file in it.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist: create it before saving '{Path.GetFileName(target)}'.");
        if (Directory.Exists(target))
            throw new IOException($"'{path}' is a folder; give the name of a file in it.");

        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }
}
