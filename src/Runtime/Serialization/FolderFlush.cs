using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// Flushes a folder's list of names to the disk, so that a file that was renamed in it has its new name after a power cut. Unix alone can;
/// .NET has no call for it.
/// </summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes where the system can, and does nothing where it cannot.</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;
        try
        {
            int descriptor = Open(folder, ReadOnly);
            if (descriptor < 0)
                return;
            _ = Synchronise(descriptor);
            _ = Close(descriptor);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library under another name: the file itself is on the disk, only its new name may be lost with the power.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
