using System.Runtime.CompilerServices;

namespace ModelCompiler.Simd;

/// <summary>Two vectors as one of twice the lanes: what straight-line code uses where the processor has no vector that wide.</summary>
/// <typeparam name="THalf">Each half.</typeparam>
public readonly struct Pair<THalf> : IVector<Pair<THalf>>
    where THalf : struct, IVector<THalf>
{
    private readonly THalf _low;
    private readonly THalf _high;

    /// <summary>Joins two halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pair(THalf low, THalf high)
    {
        _low = low;
        _high = high;
    }

    /// <inheritdoc/>
    public static int Count => 2 * THalf.Count;

    /// <inheritdoc/>
    public static Pair<THalf> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(THalf.Zero, THalf.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Create(float value) => new(THalf.Create(value), THalf.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> CreateBits(int bits) => new(THalf.CreateBits(bits), THalf.CreateBits(bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Load(ref readonly float source) => new(THalf.Load(in source), THalf.Load(in Unsafe.Add(ref Unsafe.AsRef(in source), THalf.Count)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Pair<THalf> value, ref float destination)
    {
        THalf.Store(value._low, ref destination);
        THalf.Store(value._high, ref Unsafe.Add(ref destination, THalf.Count));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> operator +(Pair<THalf> left, Pair<THalf> right) => new(left._low + right._low, left._high + right._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> operator -(Pair<THalf> left, Pair<THalf> right) => new(left._low - right._low, left._high - right._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> operator *(Pair<THalf> left, Pair<THalf> right) => new(left._low * right._low, left._high * right._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> operator /(Pair<THalf> left, Pair<THalf> right) => new(left._low / right._low, left._high / right._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> operator &(Pair<THalf> left, Pair<THalf> right) => new(left._low & right._low, left._high & right._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> operator |(Pair<THalf> left, Pair<THalf> right) => new(left._low | right._low, left._high | right._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> operator ^(Pair<THalf> left, Pair<THalf> right) => new(left._low ^ right._low, left._high ^ right._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> operator -(Pair<THalf> value) => new(-value._low, -value._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> MultiplyAdd(Pair<THalf> left, Pair<THalf> right, Pair<THalf> addend) => new(THalf.MultiplyAdd(left._low, right._low, addend._low), THalf.MultiplyAdd(left._high, right._high, addend._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> MultiplyAdd(Pair<THalf> left, ref readonly float right, Pair<THalf> addend) => new(THalf.MultiplyAdd(left._low, in right, addend._low), THalf.MultiplyAdd(left._high, in Unsafe.Add(ref Unsafe.AsRef(in right), THalf.Count), addend._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Max(Pair<THalf> left, Pair<THalf> right) => new(THalf.Max(left._low, right._low), THalf.Max(left._high, right._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Min(Pair<THalf> left, Pair<THalf> right) => new(THalf.Min(left._low, right._low), THalf.Min(left._high, right._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> LessThan(Pair<THalf> left, Pair<THalf> right) => new(THalf.LessThan(left._low, right._low), THalf.LessThan(left._high, right._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> LessThanOrEqual(Pair<THalf> left, Pair<THalf> right) => new(THalf.LessThanOrEqual(left._low, right._low), THalf.LessThanOrEqual(left._high, right._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Equal(Pair<THalf> left, Pair<THalf> right) => new(THalf.Equal(left._low, right._low), THalf.Equal(left._high, right._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> AddBits(Pair<THalf> left, Pair<THalf> right) => new(THalf.AddBits(left._low, right._low), THalf.AddBits(left._high, right._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> SubtractBits(Pair<THalf> left, Pair<THalf> right) => new(THalf.SubtractBits(left._low, right._low), THalf.SubtractBits(left._high, right._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Abs(Pair<THalf> value) => new(THalf.Abs(value._low), THalf.Abs(value._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Sqrt(Pair<THalf> value) => new(THalf.Sqrt(value._low), THalf.Sqrt(value._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Round(Pair<THalf> value) => new(THalf.Round(value._low), THalf.Round(value._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> ConvertToInt32Bits(Pair<THalf> value) => new(THalf.ConvertToInt32Bits(value._low), THalf.ConvertToInt32Bits(value._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> ConvertBitsToSingle(Pair<THalf> bits) => new(THalf.ConvertBitsToSingle(bits._low), THalf.ConvertBitsToSingle(bits._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Select(Pair<THalf> mask, Pair<THalf> whenTrue, Pair<THalf> whenFalse) => new(THalf.Select(mask._low, whenTrue._low, whenFalse._low), THalf.Select(mask._high, whenTrue._high, whenFalse._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> ShiftLeft(Pair<THalf> value, int count) => new(THalf.ShiftLeft(value._low, count), THalf.ShiftLeft(value._high, count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> ShiftRightArithmetic(Pair<THalf> value, int count) => new(THalf.ShiftRightArithmetic(value._low, count), THalf.ShiftRightArithmetic(value._high, count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GetLane(Pair<THalf> value, int lane) => lane < THalf.Count ? THalf.GetLane(value._low, lane) : THalf.GetLane(value._high, lane - THalf.Count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<THalf> Broadcast(Pair<THalf> value, int lane)
    {
        THalf half = lane < THalf.Count ? THalf.Broadcast(value._low, lane) : THalf.Broadcast(value._high, lane - THalf.Count);
        return new(half, half);
    }
}
