#if NATIVE_TORCH
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
#endif

namespace ModelCompiler.Benchmarks.Engines;

/// <summary>
/// Finds out whether TorchSharp's native library loads here: it is built against newer system libraries than some machines have.
/// </summary>
internal static class TorchSharpLibrary
{
    /// <summary>The name of both engines.</summary>
    public const string EngineName = "TorchSharp";

    private static readonly Lazy<string?> _unavailable = new(Probe);

    /// <summary>Why TorchSharp cannot be used, or null when it can.</summary>
    public static string? Unavailable => _unavailable.Value;

    private static string? Probe()
    {
#if !NATIVE_TORCH
        return "built without its native library: leave out -p:TorchSharp=false";
#else
        try
        {
            // The loader's own message names the missing library or symbol version; TorchSharp's is a page long.
            NativeLibrary.Load("LibTorchSharp", typeof(TorchSharpLibrary).Assembly, DllImportSearchPath.AssemblyDirectory);
            Multiply();
            return null;
        }
        catch (Exception exception)
        {
            return Reason(exception);
        }
#endif
    }

#if NATIVE_TORCH
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Multiply()
    {
        using torch.Tensor ones = torch.ones(2, 2);
        using torch.Tensor product = torch.mm(ones, ones);
    }

    private static string Reason(Exception exception)
    {
        string[] lines = exception
            .GetBaseException()
            .Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string line =
            lines.FirstOrDefault(text => text.Contains("version `", StringComparison.Ordinal))
            ?? lines.FirstOrDefault()
            ?? exception.GetType().Name;
        int path = line.IndexOf(": version `", StringComparison.Ordinal);
        return path < 0 ? line : $"{Path.GetFileName(line[..path])}{line[path..]}".Split(" (required by")[0];
    }
#endif
}
