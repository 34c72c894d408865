namespace ModelCompiler.Benchmarks;

/// <summary>The vector width that compiled models use in this process.</summary>
internal static class VectorWidth
{
    /// <summary>The environment variable that the runtime reads once at its start: 512, 256 or 128 bits at most.</summary>
    public const string Variable = Simd.VectorWidth.EnvironmentVariable;

    /// <summary>The width in bits: the widest of the hardware, or less if <see cref="Variable"/> says so.</summary>
    public static int OursInBits => Simd.VectorWidth.PreferredBits;

    /// <summary>The setting that takes 512-bit vectors away from .NET code when it is 0.</summary>
    public const string Avx512Setting = "DOTNET_EnableAVX512";

    /// <summary>The setting that takes AVX2 and fused multiply-adds away from .NET code when it is 0.</summary>
    public const string Avx2Setting = "DOTNET_EnableAVX2";

    /// <summary>Whether this process may not use everything the processor has.</summary>
    public static bool DotNetIsRestricted => IsOff(Avx512Setting) || IsOff(Avx2Setting);

    /// <summary>Whether a setting is 0.</summary>
    public static bool IsOff(string setting) => Environment.GetEnvironmentVariable(setting) == "0";
}
