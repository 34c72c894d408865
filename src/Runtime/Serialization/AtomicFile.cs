namespace ModelCompiler;

/// <summary>
/// Writes files so that a reader, a crash or a full disk never meets half of one: the new contents go to a temporary file in the same
/// folder, are flushed to the disk, and take the final name in one step.
/// </summary>
/// <remarks>
/// <para>
/// Whatever happens, the file under the final name is the whole old one or the whole new one. When writing fails the temporary file is
/// deleted; only a process that is killed leaves one behind, named <c>modelcompiler-*.tmp</c>, which may be deleted. Threads and processes
/// may write the same file at the same time: the last one to finish wins.
/// </para>
/// <para>
/// A symbolic link stays one: the file it leads to is replaced. On Unix the new file has the mode of the old one (not its owner), and the
/// folder is flushed as well where the system can, so that after a power cut the new file is there once <c>Write</c> has returned. On
/// Windows a file cannot be replaced while another program has it open without sharing; this is tried again for about a third of a second.
/// A file that is marked read-only is replaced on Unix, where the folder's rights decide, and refused on Windows.
/// </para>
/// </remarks>
public static class AtomicFile
{
    /// <summary>Writes a file, replacing one that exists.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the contents; what it throws is passed on after the temporary file is deleted.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">
    /// The path is a folder, the disk is full or failing, or, on Windows, another program has the file open or it is read-only; an existing
    /// file is as it was.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = FinalTarget(path);
        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"'{path}' is a folder; give the name of a file in it.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException(
                $"The folder '{folder}' does not exist: create it before saving '{Path.GetFileName(target)}'."
            );
        if (Directory.Exists(target))
            throw new IOException($"'{path}' is a folder; give the name of a file in it.");

        // A name of its own, so that the target's may be as long as the file system allows.
        string temporary = Path.Combine(folder, $"modelcompiler-{Guid.NewGuid():N}.tmp");
        UnixFileMode? mode = ModeOf(target);
        try
        {
            using (FileStream stream = Create(temporary, mode))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            FileReplacement.Move(temporary, target);
            FolderFlush.Flush(folder);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Deletes a file unless the system refuses, as Windows does while another program has it open; says whether it is gone.
    /// </summary>
    internal static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string FinalTarget(string path)
    {
        string target = Path.GetFullPath(path);

        // A file that does not exist is no link, but asked for its target it is an exception.
        return new FileInfo(target).LinkTarget is null
            ? target
            : File.ResolveLinkTarget(target, returnFinalTarget: true)?.FullName ?? target;
    }

    private static UnixFileMode? ModeOf(string target) =>
        !OperatingSystem.IsWindows() && File.Exists(target) ? File.GetUnixFileMode(target) : null;

    private static FileStream Create(string temporary, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (mode is not { } wanted || OperatingSystem.IsWindows())
            return new FileStream(temporary, options);

        // Never more than the old file allowed, not even while it is being written; then exactly that, whatever the process masks.
        options.UnixCreateMode = wanted;
        var stream = new FileStream(temporary, options);
        try
        {
            File.SetUnixFileMode(stream.SafeFileHandle, wanted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file system without modes, such as FAT: there is nothing to keep.
        }
        return stream;
    }
}
