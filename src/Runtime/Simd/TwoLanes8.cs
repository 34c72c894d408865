using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.Simd;

/// <summary>16 lanes in two 256-bit vector registers: what straight-line code uses where the processor has no vector that wide.</summary>
/// <remarks>
/// Every operation is written out for all registers, without a method in between: of the methods that straight-line code calls, the
/// just-in-time compiler inlines the first level whatever they add up to, and deeper ones only within a budget that a small network of
/// such vectors exceeds.
/// </remarks>
public struct TwoLanes8 : IVector<TwoLanes8>
{
    private Vector256<float> _first;
    private Vector256<float> _second;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    public static TwoLanes8 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Create(float value)
    {
        Vector256<float> all = Vector256.Create(value);
        return new() { _first = all, _second = all };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 CreateBits(int bits)
    {
        Vector256<float> all = Vector256.Create(bits).AsSingle();
        return new() { _first = all, _second = all };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Load(ref readonly float source) =>
        new() { _first = Vector256.LoadUnsafe(in source), _second = Vector256.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), 8)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TwoLanes8 value, ref float destination)
    {
        value._first.StoreUnsafe(ref destination);
        value._second.StoreUnsafe(ref Unsafe.Add(ref destination, 8));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 operator +(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = left._first + right._first, _second = left._second + right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 operator -(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = left._first - right._first, _second = left._second - right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 operator *(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = left._first * right._first, _second = left._second * right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 operator /(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = left._first / right._first, _second = left._second / right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 operator -(TwoLanes8 value) => new() { _first = -value._first, _second = -value._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 MultiplyAdd(TwoLanes8 left, TwoLanes8 right, TwoLanes8 addend) =>
        new()
        {
            _first = Vector256.MultiplyAddEstimate(left._first, right._first, addend._first),
            _second = Vector256.MultiplyAddEstimate(left._second, right._second, addend._second),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 MultiplyAdd(TwoLanes8 left, ref readonly float right, TwoLanes8 addend) =>
        new()
        {
            _first = Vector256.MultiplyAddEstimate(left._first, Vector256.LoadUnsafe(in right), addend._first),
            _second = Vector256.MultiplyAddEstimate(
                left._second,
                Vector256.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in right), 8)),
                addend._second
            ),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 CreateFactor(float value)
    {
        Vector256<float> all = Vector256.Create(value);
        return new() { _first = all, _second = all };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 MultiplyAddFactor(TwoLanes8 factor, TwoLanes8 vector, TwoLanes8 addend) =>
        new()
        {
            _first = Vector256.MultiplyAddEstimate(factor._first, vector._first, addend._first),
            _second = Vector256.MultiplyAddEstimate(factor._second, vector._second, addend._second),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 MultiplyAddFactor(TwoLanes8 factor, ref readonly float vector, TwoLanes8 addend) =>
        new()
        {
            _first = Vector256.MultiplyAddEstimate(factor._first, Vector256.LoadUnsafe(in vector), addend._first),
            _second = Vector256.MultiplyAddEstimate(
                factor._second,
                Vector256.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in vector), 8)),
                addend._second
            ),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Max(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = Vector256.Max(left._first, right._first), _second = Vector256.Max(left._second, right._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Min(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = Vector256.Min(left._first, right._first), _second = Vector256.Min(left._second, right._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Abs(TwoLanes8 value) => new() { _first = Vector256.Abs(value._first), _second = Vector256.Abs(value._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Sqrt(TwoLanes8 value) =>
        new() { _first = Vector256.Sqrt(value._first), _second = Vector256.Sqrt(value._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Round(TwoLanes8 value) =>
        new() { _first = Vector256.Round(value._first), _second = Vector256.Round(value._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 LessThan(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = Vector256.LessThan(left._first, right._first), _second = Vector256.LessThan(left._second, right._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 LessThanOrEqual(TwoLanes8 left, TwoLanes8 right) =>
        new()
        {
            _first = Vector256.LessThanOrEqual(left._first, right._first),
            _second = Vector256.LessThanOrEqual(left._second, right._second),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Equal(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = Vector256.Equals(left._first, right._first), _second = Vector256.Equals(left._second, right._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Select(TwoLanes8 mask, TwoLanes8 whenTrue, TwoLanes8 whenFalse) =>
        new()
        {
            _first = Vector256.ConditionalSelect(mask._first, whenTrue._first, whenFalse._first),
            _second = Vector256.ConditionalSelect(mask._second, whenTrue._second, whenFalse._second),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 operator &(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = left._first & right._first, _second = left._second & right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 operator |(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = left._first | right._first, _second = left._second | right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 operator ^(TwoLanes8 left, TwoLanes8 right) =>
        new() { _first = left._first ^ right._first, _second = left._second ^ right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 ConvertBitsToSingle(TwoLanes8 bits) =>
        new() { _first = Vector256.ConvertToSingle(bits._first.AsInt32()), _second = Vector256.ConvertToSingle(bits._second.AsInt32()) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 ConvertToInt32Bits(TwoLanes8 value) =>
        new() { _first = Vector256.ConvertToInt32(value._first).AsSingle(), _second = Vector256.ConvertToInt32(value._second).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 AddBits(TwoLanes8 left, TwoLanes8 right) =>
        new()
        {
            _first = (left._first.AsInt32() + right._first.AsInt32()).AsSingle(),
            _second = (left._second.AsInt32() + right._second.AsInt32()).AsSingle(),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 SubtractBits(TwoLanes8 left, TwoLanes8 right) =>
        new()
        {
            _first = (left._first.AsInt32() - right._first.AsInt32()).AsSingle(),
            _second = (left._second.AsInt32() - right._second.AsInt32()).AsSingle(),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 ShiftLeft(TwoLanes8 value, int count) =>
        new() { _first = (value._first.AsInt32() << count).AsSingle(), _second = (value._second.AsInt32() << count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 ShiftRightArithmetic(TwoLanes8 value, int count) =>
        new() { _first = (value._first.AsInt32() >> count).AsSingle(), _second = (value._second.AsInt32() >> count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GetLane(TwoLanes8 value, int lane) => lane < 8 ? value._first.GetElement(lane) : value._second.GetElement(lane - 8);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes8 Broadcast(TwoLanes8 value, int lane)
    {
        Vector256<float> all =
            lane < 8
                ? Vector256.Shuffle(value._first, Vector256.Create(lane))
                : Vector256.Shuffle(value._second, Vector256.Create(lane - 8));
        return new() { _first = all, _second = all };
    }
}
