using ModelCompiler.Benchmarks.Peak;

namespace ModelCompiler.Benchmarks;

/// <summary>The vector width that compiled models use in this process.</summary>
internal static class VectorWidth
{
    /// <summary>The environment variable that the runtime reads once at its start: 512, 256 or 128 bits at most.</summary>
    public const string Variable = "MODELCOMPILER_VECTOR_BITS";

    /// <summary>The width in bits: the widest of the hardware, or less if <see cref="Variable"/> says so.</summary>
    public static int OursInBits { get; } = Chosen();

    private static int Chosen()
    {
        int widest = MultiplyAddPeak.WidestBits;
        return int.TryParse(Environment.GetEnvironmentVariable(Variable), out int bits) && bits is 128 or 256 or 512 ? Math.Min(bits, widest) : widest;
    }
}
