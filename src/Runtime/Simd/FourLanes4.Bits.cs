using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.Simd;

/// <content>Comparisons, selections and what works on the bits or on single lanes.</content>
public partial struct FourLanes4
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 LessThan(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = Vector128.LessThan(left._first, right._first),
            _second = Vector128.LessThan(left._second, right._second),
            _third = Vector128.LessThan(left._third, right._third),
            _fourth = Vector128.LessThan(left._fourth, right._fourth),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 LessThanOrEqual(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = Vector128.LessThanOrEqual(left._first, right._first),
            _second = Vector128.LessThanOrEqual(left._second, right._second),
            _third = Vector128.LessThanOrEqual(left._third, right._third),
            _fourth = Vector128.LessThanOrEqual(left._fourth, right._fourth),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Equal(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = Vector128.Equals(left._first, right._first),
            _second = Vector128.Equals(left._second, right._second),
            _third = Vector128.Equals(left._third, right._third),
            _fourth = Vector128.Equals(left._fourth, right._fourth),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Select(FourLanes4 mask, FourLanes4 whenTrue, FourLanes4 whenFalse) =>
        new()
        {
            _first = Vector128.ConditionalSelect(mask._first, whenTrue._first, whenFalse._first),
            _second = Vector128.ConditionalSelect(mask._second, whenTrue._second, whenFalse._second),
            _third = Vector128.ConditionalSelect(mask._third, whenTrue._third, whenFalse._third),
            _fourth = Vector128.ConditionalSelect(mask._fourth, whenTrue._fourth, whenFalse._fourth),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 operator &(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = left._first & right._first,
            _second = left._second & right._second,
            _third = left._third & right._third,
            _fourth = left._fourth & right._fourth,
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 operator |(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = left._first | right._first,
            _second = left._second | right._second,
            _third = left._third | right._third,
            _fourth = left._fourth | right._fourth,
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 operator ^(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = left._first ^ right._first,
            _second = left._second ^ right._second,
            _third = left._third ^ right._third,
            _fourth = left._fourth ^ right._fourth,
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 ConvertBitsToSingle(FourLanes4 bits) =>
        new()
        {
            _first = Vector128.ConvertToSingle(bits._first.AsInt32()),
            _second = Vector128.ConvertToSingle(bits._second.AsInt32()),
            _third = Vector128.ConvertToSingle(bits._third.AsInt32()),
            _fourth = Vector128.ConvertToSingle(bits._fourth.AsInt32()),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 ConvertToInt32Bits(FourLanes4 value) =>
        new()
        {
            _first = Vector128.ConvertToInt32(value._first).AsSingle(),
            _second = Vector128.ConvertToInt32(value._second).AsSingle(),
            _third = Vector128.ConvertToInt32(value._third).AsSingle(),
            _fourth = Vector128.ConvertToInt32(value._fourth).AsSingle(),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 AddBits(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = (left._first.AsInt32() + right._first.AsInt32()).AsSingle(),
            _second = (left._second.AsInt32() + right._second.AsInt32()).AsSingle(),
            _third = (left._third.AsInt32() + right._third.AsInt32()).AsSingle(),
            _fourth = (left._fourth.AsInt32() + right._fourth.AsInt32()).AsSingle(),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 SubtractBits(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = (left._first.AsInt32() - right._first.AsInt32()).AsSingle(),
            _second = (left._second.AsInt32() - right._second.AsInt32()).AsSingle(),
            _third = (left._third.AsInt32() - right._third.AsInt32()).AsSingle(),
            _fourth = (left._fourth.AsInt32() - right._fourth.AsInt32()).AsSingle(),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 ShiftLeft(FourLanes4 value, int count) =>
        new()
        {
            _first = (value._first.AsInt32() << count).AsSingle(),
            _second = (value._second.AsInt32() << count).AsSingle(),
            _third = (value._third.AsInt32() << count).AsSingle(),
            _fourth = (value._fourth.AsInt32() << count).AsSingle(),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 ShiftRightArithmetic(FourLanes4 value, int count) =>
        new()
        {
            _first = (value._first.AsInt32() >> count).AsSingle(),
            _second = (value._second.AsInt32() >> count).AsSingle(),
            _third = (value._third.AsInt32() >> count).AsSingle(),
            _fourth = (value._fourth.AsInt32() >> count).AsSingle(),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GetLane(FourLanes4 value, int lane) =>
        (lane / 4) switch
        {
            0 => value._first.GetElement(lane),
            1 => value._second.GetElement(lane - 4),
            2 => value._third.GetElement(lane - 8),
            _ => value._fourth.GetElement(lane - 12),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Broadcast(FourLanes4 value, int lane)
    {
        Vector128<float> all = (lane / 4) switch
        {
            0 => Vector128.Shuffle(value._first, Vector128.Create(lane)),
            1 => Vector128.Shuffle(value._second, Vector128.Create(lane - 4)),
            2 => Vector128.Shuffle(value._third, Vector128.Create(lane - 8)),
            _ => Vector128.Shuffle(value._fourth, Vector128.Create(lane - 12)),
        };
        return new()
        {
            _first = all,
            _second = all,
            _third = all,
            _fourth = all,
        };
    }
}
