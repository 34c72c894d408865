namespace ModelCompiler.Generator.Emission;

/// <summary>The vectors of each width, for networks that run as kernels: the widest there is, and the widest of at most eight lanes.</summary>
internal static class Widths
{
    private const string Simd = "global::ModelCompiler.Simd.";

    public static readonly (string Label, string Vectors)[] Cases =
    [
        ("case 512", $"{Simd}Lanes16, {Simd}Lanes8"),
        ("case 256", $"{Simd}Lanes8, {Simd}Lanes8"),
        ("default", $"{Simd}Lanes4, {Simd}Lanes4"),
    ];
}
