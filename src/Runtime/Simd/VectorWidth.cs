using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.Simd;

/// <summary>
/// Chooses how wide the vectors are. Results do not depend on it; only speed does.
/// </summary>
/// <remarks>
/// The width can be capped at 128, 256 or 512 bits, for measurements or for processors that slow down under wide vectors, by the
/// environment variable <c>MODELCOMPILER_VECTOR_BITS</c> or, where that is not set, by <c>ModelCompiler.VectorBits</c> in the
/// <c>configProperties</c> of runtimeconfig.json (<c>&lt;RuntimeHostConfigurationOption Include="ModelCompiler.VectorBits" Value="256"
/// /&gt;</c> in the project file). Both are read once. A cap above what the processor has changes nothing.
/// </remarks>
public static class VectorWidth
{
    /// <summary>The environment variable that caps the width.</summary>
    public const string EnvironmentVariable = "MODELCOMPILER_VECTOR_BITS";

    /// <summary>The runtime configuration property that caps the width.</summary>
    public const string ConfigurationProperty = "ModelCompiler.VectorBits";

    private const int Invalid = 0;

    // Static readonly: in a method that is compiled after the width was read, it is a constant and the branches on it fold.
    // An invalid setting is kept as a value and reported by the property; thrown from here it would reach people wrapped in a
    // TypeInitializationException.
    private static readonly int s_preferredBits = Cap(HardwareBits, ReadCap(out _));

    /// <summary>The width to use: the widest the processor accelerates, or the cap if that is narrower; 128, 256 or 512.</summary>
    /// <exception cref="InvalidOperationException">The cap is set to something other than 128, 256 or 512.</exception>
    public static int PreferredBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int bits = s_preferredBits;
            if (bits == Invalid)
                ThrowInvalidCap();

            // Never more than the hardware has, which is said again for compilers ahead of time: they do not know the cap, but where they
            // know that there are no wide vectors, they leave the code for them out of the executable.
            return Vector512.IsHardwareAccelerated ? bits
                : Vector256.IsHardwareAccelerated ? Math.Min(bits, 256)
                : 128;
        }
    }

    /// <summary>The widest vectors the processor accelerates, whatever the cap; at least 128.</summary>
    public static int HardwareBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get =>
            Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : 128;
    }

    /// <summary>
    /// Reads the cap, before code that asks for the width is compiled: to that code the width is a constant then.
    /// </summary>
    internal static void Read() => _ = s_preferredBits;

    /// <summary>
    /// The narrower of the two, <see cref="Invalid"/> for a cap that is no vector width; no cap leaves the hardware's width.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Cap(int hardwareBits, string? cap)
    {
        if (string.IsNullOrWhiteSpace(cap))
            return hardwareBits;
        return int.TryParse(cap, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) && bits is 128 or 256 or 512
            ? Math.Min(hardwareBits, bits)
            : Invalid;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string? ReadCap(out string source)
    {
        source = "The environment variable " + EnvironmentVariable;
        string? cap = Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (!string.IsNullOrWhiteSpace(cap))
            return cap;
        source = "The runtime configuration property " + ConfigurationProperty;
        return Convert.ToString(AppContext.GetData(ConfigurationProperty), CultureInfo.InvariantCulture);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ThrowInvalidCap()
    {
        string? cap = ReadCap(out string source);
        throw new InvalidOperationException(
            $"{source} is \"{cap}\". Set it to 128, 256 or 512, the widest vectors to use, or remove it to use the widest the "
                + $"processor has."
        );
    }
}
