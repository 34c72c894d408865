using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ModelCompiler.Tests.Harness;

/// <summary>Compares floats by their bits, so that a difference in the last place, a sign of zero or a NaN counts.</summary>
internal static class Bits
{
    /// <summary>The bits of loss, gradient and input gradient.</summary>
    public static int[] Of(BatchGradient result) => [.. Of([result.Loss]), .. Of(result.Gradient.Span), .. Of(result.InputGradient)];

    public static int[] Of(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, int>(values).ToArray();

    /// <summary>A short text that is the same for the same bits.</summary>
    public static string Hash(ReadOnlySpan<int> bits) =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(bits)).AsSpan(0, 8)).ToLower(CultureInfo.InvariantCulture);
}
