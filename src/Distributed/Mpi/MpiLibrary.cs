using System.Runtime.InteropServices;
using System.Text;

namespace ModelCompiler.Distributed.Mpi;

/// <summary>The functions of an MPI library, bound at run time.</summary>
internal sealed unsafe class MpiLibrary
{
    private const int LongestName = 256,
        LongestVersion = 8192;

    private readonly nint _library;
    private readonly delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int> _initThread;
    private readonly delegate* unmanaged[Cdecl]<int> _finalize;
    private readonly delegate* unmanaged[Cdecl]<nint, int, int> _abort;
    private readonly delegate* unmanaged[Cdecl]<nint, int*, int> _rank;
    private readonly delegate* unmanaged[Cdecl]<nint, int*, int> _size;
    private readonly delegate* unmanaged[Cdecl]<byte*, int*, int> _processorName;
    private readonly delegate* unmanaged[Cdecl]<byte*, int*, int> _version;
    private readonly delegate* unmanaged[Cdecl]<nint, int*, int*, nint, nint, int*, int*, nint, nint, nint*, int> _exchange;
    private readonly delegate* unmanaged[Cdecl]<nint, int, nint, nint, int*, int*, nint, nint, nint*, int> _gather;
    private readonly delegate* unmanaged[Cdecl]<nint, int, nint, int, nint, nint*, int> _broadcast;
    private readonly delegate* unmanaged[Cdecl]<nint, nint*, int> _barrier;
    private readonly delegate* unmanaged[Cdecl]<nint*, int*, nint, int> _test;

    private MpiLibrary(nint library, string name)
    {
        _library = library;
        Name = name;
        Interface = MpiInterface.Of(library, name);
        _initThread = (delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int>)Function("MPI_Init_thread");
        _finalize = (delegate* unmanaged[Cdecl]<int>)Function("MPI_Finalize");
        _abort = (delegate* unmanaged[Cdecl]<nint, int, int>)Function("MPI_Abort");
        _rank = (delegate* unmanaged[Cdecl]<nint, int*, int>)Function("MPI_Comm_rank");
        _size = (delegate* unmanaged[Cdecl]<nint, int*, int>)Function("MPI_Comm_size");
        _processorName = (delegate* unmanaged[Cdecl]<byte*, int*, int>)Function("MPI_Get_processor_name");
        _version = (delegate* unmanaged[Cdecl]<byte*, int*, int>)Function("MPI_Get_library_version");
        _exchange = (delegate* unmanaged[Cdecl]<nint, int*, int*, nint, nint, int*, int*, nint, nint, nint*, int>)Function(
            "MPI_Ialltoallv"
        );
        _gather = (delegate* unmanaged[Cdecl]<nint, int, nint, nint, int*, int*, nint, nint, nint*, int>)Function("MPI_Iallgatherv");
        _broadcast = (delegate* unmanaged[Cdecl]<nint, int, nint, int, nint, nint*, int>)Function("MPI_Ibcast");
        _barrier = (delegate* unmanaged[Cdecl]<nint, nint*, int>)Function("MPI_Ibarrier");
        _test = (delegate* unmanaged[Cdecl]<nint*, int*, nint, int>)Function("MPI_Test");
    }

    /// <summary>The file.</summary>
    public string Name { get; }

    /// <summary>Its binary interface.</summary>
    public MpiInterface Interface { get; }

    /// <summary>What the library calls itself, in one line.</summary>
    public string Version => Text(_version, LongestVersion, "MPI_Get_library_version");

    /// <summary>The name of this host.</summary>
    public string Host => Text(_processorName, LongestName, "MPI_Get_processor_name");

    /// <summary>The rank of this process.</summary>
    public int Rank
    {
        get
        {
            int rank;
            Check(_rank(Interface.World, &rank), "MPI_Comm_rank");
            return rank;
        }
    }

    /// <summary>The number of ranks.</summary>
    public int Size
    {
        get
        {
            int size;
            Check(_size(Interface.World, &size), "MPI_Comm_size");
            return size;
        }
    }

    /// <summary>Loads the first of some libraries that is there.</summary>
    /// <exception cref="WorldException">None is, or it is no MPI library.</exception>
    public static MpiLibrary Load(Launcher launcher)
    {
        ErrorSignals.LeaveToRuntime();
        foreach (string name in launcher.Libraries)
        {
            if (!NativeLibrary.TryLoad(name, out nint library))
                continue;
            try
            {
                return new MpiLibrary(library, name);
            }
            catch (EntryPointNotFoundException exception)
            {
                throw new WorldException($"'{name}' is no MPI library of version 3 or later: {exception.Message}", exception);
            }
        }

        throw new WorldException(
            $"The program was started by {launcher.Name}, but none of its libraries can be loaded "
                + $"({string.Join(", ", launcher.Libraries)}). "
                + "Install the MPI whose launcher it is, put its libraries where the system looks (LD_LIBRARY_PATH), or name one in "
                + $"{Launcher.LibraryVariable}."
        );
    }

    /// <summary>Begins, for one thread at a time.</summary>
    public void Initialize()
    {
        int provided;
        Check(_initThread(null, null, Interface.Serialized, &provided), "MPI_Init_thread");
    }

    /// <summary>Ends.</summary>
    public void End() => _finalize();

    /// <summary>Ends all ranks.</summary>
    public void Abort(int code) => _abort(Interface.World, code);

    /// <summary>Begins an exchange of blocks of bytes.</summary>
    public nint BeginExchange(byte* send, int* counts, int* offsets, byte* receive, int* receiveCounts, int* receiveOffsets)
    {
        nint request = 0;
        Check(
            _exchange(
                (nint)send,
                counts,
                offsets,
                Interface.Byte,
                (nint)receive,
                receiveCounts,
                receiveOffsets,
                Interface.Byte,
                Interface.World,
                &request
            ),
            "MPI_Ialltoallv"
        );
        return request;
    }

    /// <summary>Begins to gather blocks, each of which is at its place already.</summary>
    public nint BeginGather(byte* blocks, int* counts, int* offsets)
    {
        nint request = 0;
        Check(
            _gather(Interface.InPlace, 0, Interface.Byte, (nint)blocks, counts, offsets, Interface.Byte, Interface.World, &request),
            "MPI_Iallgatherv"
        );
        return request;
    }

    /// <summary>Begins to send what rank 0 has.</summary>
    public nint BeginBroadcast(byte* values, int count)
    {
        nint request = 0;
        Check(_broadcast((nint)values, count, Interface.Byte, 0, Interface.World, &request), "MPI_Ibcast");
        return request;
    }

    /// <summary>Begins a barrier.</summary>
    public nint BeginBarrier()
    {
        nint request = 0;
        Check(_barrier(Interface.World, &request), "MPI_Ibarrier");
        return request;
    }

    /// <summary>Whether what has begun is done; moves it on if it is not.</summary>
    public bool IsDone(ref nint request)
    {
        int done;
        fixed (nint* of = &request)
            Check(_test(of, &done, Interface.IgnoredStatus), "MPI_Test");
        return done != 0;
    }

    private static void Check(int code, string function)
    {
        if (code != 0)
            throw new WorldException($"{function} has ended with the error {code}.");
    }

    private static string Text(delegate* unmanaged[Cdecl]<byte*, int*, int> function, int longest, string name)
    {
        byte[] text = new byte[longest];
        int length;
        fixed (byte* bytes = text)
            Check(function(bytes, &length), name);
        return Encoding.UTF8.GetString(text, 0, Math.Min(length, longest)).TrimEnd('\0', '\n').Split('\n')[0];
    }

    private nint Function(string name) => NativeLibrary.GetExport(_library, name);
}
