using System.Runtime.InteropServices;

namespace ModelCompiler.Distributed.Mpi;

/// <summary>
/// The binary interface of a library: what its handles and special values are. A handle is an address, a 32-bit number or a small number;
/// one as wide as a pointer serves all three.
/// </summary>
/// <param name="Name">What messages call it.</param>
/// <param name="World">The communicator of all ranks, <c>MPI_COMM_WORLD</c>.</param>
/// <param name="Byte">The type of bytes, <c>MPI_BYTE</c>.</param>
/// <param name="InPlace">In place of a buffer: what is sent stands where it is received, <c>MPI_IN_PLACE</c>.</param>
/// <param name="IgnoredStatus">In place of a status, <c>MPI_STATUS_IGNORE</c>.</param>
/// <param name="Serialized">The level of threads of which one at a time calls, <c>MPI_THREAD_SERIALIZED</c>.</param>
internal sealed record MpiInterface(string Name, nint World, nint Byte, nint InPlace, nint IgnoredStatus, int Serialized)
{
    /// <summary>The interface of a loaded library.</summary>
    /// <param name="library">The library.</param>
    /// <param name="name">Its name: only that tells the standard interface from the library's own, because one may export both.</param>
    public static MpiInterface Of(nint library, string name)
    {
        // The header of the ABI in the fifth version of the standard.
        if (Path.GetFileName(name).Contains("mpi_abi", StringComparison.Ordinal))
            return new MpiInterface("the standard interface of MPI 5", 0x101, 0x247, 1, 0, 2048);
        if (NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out nint world))
            return new MpiInterface("Open MPI", world, NativeLibrary.GetExport(library, "ompi_mpi_byte"), 1, 0, 2);
        return new MpiInterface("the MPICH family", 0x44000000, 0x4c00010d, -1, 1, 2);
    }
}
