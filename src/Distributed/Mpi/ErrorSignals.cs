using System.Runtime.InteropServices;

namespace ModelCompiler.Distributed.Mpi;

/// <summary>Keeps the transport below MPI from taking signals that .NET needs.</summary>
internal static unsafe class ErrorSignals
{
    /// <summary>
    /// Tells UCX, which many MPI libraries stand on, to leave SIGSEGV alone: .NET makes a NullReferenceException of it, and UCX the end of
    /// the process. It is read when the library is loaded. Variables set by <see cref="Environment"/> stay inside .NET on Unix.
    /// </summary>
    public static void LeaveToRuntime()
    {
        if (OperatingSystem.IsWindows() || !NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "setenv", out nint found))
            return;
        var set = (delegate* unmanaged[Cdecl]<byte*, byte*, int, int>)found;
        fixed (byte* name = "UCX_ERROR_SIGNALS\0"u8)
        fixed (byte* nothing = "\0"u8)
            _ = set(name, nothing, 1);
    }
}
