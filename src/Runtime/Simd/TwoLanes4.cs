using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace ModelCompiler.Simd;

/// <summary>8 lanes in two 128-bit vector registers: what straight-line code uses where the processor has no vector that wide.</summary>
/// <remarks>
/// Every operation is written out for all registers, without a method in between: of the methods that straight-line code calls, the
/// just-in-time compiler inlines the first level whatever they add up to, and deeper ones only within a budget that a small network of
/// such vectors exceeds.
/// </remarks>
public struct TwoLanes4 : IVector<TwoLanes4>
{
    private Vector128<float> _first;
    private Vector128<float> _second;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    public static TwoLanes4 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Create(float value)
    {
        Vector128<float> all = Vector128.Create(value);
        return new() { _first = all, _second = all };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 CreateBits(int bits)
    {
        Vector128<float> all = Vector128.Create(bits).AsSingle();
        return new() { _first = all, _second = all };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Load(ref readonly float source) =>
        new() { _first = Vector128.LoadUnsafe(in source), _second = Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), 4)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TwoLanes4 value, ref float destination)
    {
        value._first.StoreUnsafe(ref destination);
        value._second.StoreUnsafe(ref Unsafe.Add(ref destination, 4));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 operator +(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = left._first + right._first, _second = left._second + right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 operator -(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = left._first - right._first, _second = left._second - right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 operator *(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = left._first * right._first, _second = left._second * right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 operator /(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = left._first / right._first, _second = left._second / right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 operator -(TwoLanes4 value) => new() { _first = -value._first, _second = -value._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 MultiplyAdd(TwoLanes4 left, TwoLanes4 right, TwoLanes4 addend) =>
        PackedSimd.IsSupported
            ? new() { _first = (left._first * right._first) + addend._first, _second = (left._second * right._second) + addend._second }
            : new()
            {
                _first = Vector128.MultiplyAddEstimate(left._first, right._first, addend._first),
                _second = Vector128.MultiplyAddEstimate(left._second, right._second, addend._second),
            };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 MultiplyAdd(TwoLanes4 left, ref readonly float right, TwoLanes4 addend) =>
        PackedSimd.IsSupported
            ? new()
            {
                _first = (left._first * Vector128.LoadUnsafe(in right)) + addend._first,
                _second = (left._second * Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in right), 4))) + addend._second,
            }
            : new()
            {
                _first = Vector128.MultiplyAddEstimate(left._first, Vector128.LoadUnsafe(in right), addend._first),
                _second = Vector128.MultiplyAddEstimate(
                    left._second,
                    Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in right), 4)),
                    addend._second
                ),
            };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 CreateFactor(float value)
    {
        Vector128<float> all = Vector128.Create(value);
        return new() { _first = all, _second = all };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 MultiplyAddFactor(TwoLanes4 factor, TwoLanes4 vector, TwoLanes4 addend) =>
        PackedSimd.IsSupported
            ? new()
            {
                _first = (factor._first * vector._first) + addend._first,
                _second = (factor._second * vector._second) + addend._second,
            }
            : new()
            {
                _first = Vector128.MultiplyAddEstimate(factor._first, vector._first, addend._first),
                _second = Vector128.MultiplyAddEstimate(factor._second, vector._second, addend._second),
            };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 MultiplyAddFactor(TwoLanes4 factor, ref readonly float vector, TwoLanes4 addend) =>
        PackedSimd.IsSupported
            ? new()
            {
                _first = (factor._first * Vector128.LoadUnsafe(in vector)) + addend._first,
                _second = (factor._second * Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in vector), 4))) + addend._second,
            }
            : new()
            {
                _first = Vector128.MultiplyAddEstimate(factor._first, Vector128.LoadUnsafe(in vector), addend._first),
                _second = Vector128.MultiplyAddEstimate(
                    factor._second,
                    Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in vector), 4)),
                    addend._second
                ),
            };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Max(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = Vector128.Max(left._first, right._first), _second = Vector128.Max(left._second, right._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Min(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = Vector128.Min(left._first, right._first), _second = Vector128.Min(left._second, right._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Abs(TwoLanes4 value) => new() { _first = Vector128.Abs(value._first), _second = Vector128.Abs(value._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Sqrt(TwoLanes4 value) =>
        new() { _first = Vector128.Sqrt(value._first), _second = Vector128.Sqrt(value._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Round(TwoLanes4 value) =>
        new() { _first = Vector128.Round(value._first), _second = Vector128.Round(value._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 LessThan(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = Vector128.LessThan(left._first, right._first), _second = Vector128.LessThan(left._second, right._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 LessThanOrEqual(TwoLanes4 left, TwoLanes4 right) =>
        new()
        {
            _first = Vector128.LessThanOrEqual(left._first, right._first),
            _second = Vector128.LessThanOrEqual(left._second, right._second),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Equal(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = Vector128.Equals(left._first, right._first), _second = Vector128.Equals(left._second, right._second) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Select(TwoLanes4 mask, TwoLanes4 whenTrue, TwoLanes4 whenFalse) =>
        new()
        {
            _first = Vector128.ConditionalSelect(mask._first, whenTrue._first, whenFalse._first),
            _second = Vector128.ConditionalSelect(mask._second, whenTrue._second, whenFalse._second),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 operator &(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = left._first & right._first, _second = left._second & right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 operator |(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = left._first | right._first, _second = left._second | right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 operator ^(TwoLanes4 left, TwoLanes4 right) =>
        new() { _first = left._first ^ right._first, _second = left._second ^ right._second };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 ConvertBitsToSingle(TwoLanes4 bits) =>
        new() { _first = Vector128.ConvertToSingle(bits._first.AsInt32()), _second = Vector128.ConvertToSingle(bits._second.AsInt32()) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 ConvertToInt32Bits(TwoLanes4 value) =>
        new() { _first = Vector128.ConvertToInt32(value._first).AsSingle(), _second = Vector128.ConvertToInt32(value._second).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 AddBits(TwoLanes4 left, TwoLanes4 right) =>
        new()
        {
            _first = (left._first.AsInt32() + right._first.AsInt32()).AsSingle(),
            _second = (left._second.AsInt32() + right._second.AsInt32()).AsSingle(),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 SubtractBits(TwoLanes4 left, TwoLanes4 right) =>
        new()
        {
            _first = (left._first.AsInt32() - right._first.AsInt32()).AsSingle(),
            _second = (left._second.AsInt32() - right._second.AsInt32()).AsSingle(),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 ShiftLeft(TwoLanes4 value, int count) =>
        new() { _first = (value._first.AsInt32() << count).AsSingle(), _second = (value._second.AsInt32() << count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 ShiftRightArithmetic(TwoLanes4 value, int count) =>
        new() { _first = (value._first.AsInt32() >> count).AsSingle(), _second = (value._second.AsInt32() >> count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GetLane(TwoLanes4 value, int lane) => lane < 4 ? value._first.GetElement(lane) : value._second.GetElement(lane - 4);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes4 Broadcast(TwoLanes4 value, int lane)
    {
        Vector128<float> all =
            lane < 4
                ? Vector128.Shuffle(value._first, Vector128.Create(lane))
                : Vector128.Shuffle(value._second, Vector128.Create(lane - 4));
        return new() { _first = all, _second = all };
    }
}
