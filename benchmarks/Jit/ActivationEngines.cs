using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks.Jit;

/// <summary>
/// Every activation where a kernel or straight-line code applies it, for the check of the machine code: nothing here is measured.
/// </summary>
internal static partial class ActivationEngines
{
    /// <summary>An engine for each model; the caller disposes of them.</summary>
    public static IReadOnlyList<Engine> Create()
    {
        var engines = new List<Engine>();
        Register(engines);
        return engines;
    }

    static partial void Register(List<Engine> engines);
}
