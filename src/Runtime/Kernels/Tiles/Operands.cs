using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>Where the operands of a product and its result start: <c>y = epilogue(bias + x w)</c>.</summary>
internal readonly ref struct Operands
{
    /// <summary>The element (first row, first k) of x.</summary>
    public readonly ref float X;

    /// <summary>The element (first k, first column) of the weight.</summary>
    public readonly ref float W;

    /// <summary>
    /// What the sum of the first column starts from, or the epilogue's table at it; never read unless <see cref="HasBias"/>.
    /// </summary>
    public readonly ref float Bias;

    /// <summary>The element (first row, first column) of the result.</summary>
    public readonly ref float Y;

    /// <summary>The place of <see cref="Y"/> in the epilogue's second buffer.</summary>
    public readonly ref float Saved;

    /// <summary>Whether there is a bias or a table; otherwise sums start from zero.</summary>
    public readonly bool HasBias;

    /// <summary>Notes all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Operands(ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved)
    {
        X = ref Unsafe.AsRef(in x);
        W = ref Unsafe.AsRef(in w);
        Bias = ref Unsafe.AsRef(in bias);
        Y = ref y;
        Saved = ref saved;
        HasBias = hasBias;
    }

    /// <summary>Notes those of a product without a bias, whose epilogue has no second buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Operands(ref readonly float x, ref readonly float w, ref float y)
        : this(in x, in w, in w, hasBias: false, ref y, ref y) { }

    /// <summary>The same at another row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Operands AtRow(nint x, nint y, nint saved) =>
        new(in Unsafe.Add(ref X, x), in W, in Bias, HasBias, ref Unsafe.Add(ref Y, y), ref Unsafe.Add(ref Saved, saved));

    /// <summary>The same at another column. Where there is no bias, its address points anywhere, and is never used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Operands AtColumn(nint w, int column) =>
        new(
            in X,
            in Unsafe.Add(ref W, w),
            in Unsafe.Add(ref Bias, column),
            HasBias,
            ref Unsafe.Add(ref Y, column),
            ref Unsafe.Add(ref Saved, column)
        );

    /// <summary>The same at another k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Operands AtInner(nint x, nint w) => new(in Unsafe.Add(ref X, x), in Unsafe.Add(ref W, w), in Bias, HasBias, ref Y, ref Saved);

    /// <summary>What the first sums start from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TileStart Start<TEpilogue>()
        where TEpilogue : struct, IEpilogue => HasBias && TEpilogue.TableColumns == 0 ? TileStart.Bias : TileStart.Zero;
}
