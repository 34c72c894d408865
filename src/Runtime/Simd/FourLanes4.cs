using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace ModelCompiler.Simd;

/// <summary>16 lanes in four 128-bit vector registers: what straight-line code uses where the processor has no vector that wide.</summary>
/// <remarks>
/// Every operation is written out for all registers, without a method in between: of the methods that straight-line code calls, the
/// just-in-time compiler inlines the first level whatever they add up to, and deeper ones only within a budget that a small network of
/// such vectors exceeds.
/// </remarks>
public partial struct FourLanes4 : IVector<FourLanes4>
{
    private Vector128<float> _first;
    private Vector128<float> _second;
    private Vector128<float> _third;
    private Vector128<float> _fourth;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    public static FourLanes4 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Create(float value)
    {
        Vector128<float> all = Vector128.Create(value);
        return new()
        {
            _first = all,
            _second = all,
            _third = all,
            _fourth = all,
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 CreateBits(int bits)
    {
        Vector128<float> all = Vector128.Create(bits).AsSingle();
        return new()
        {
            _first = all,
            _second = all,
            _third = all,
            _fourth = all,
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Load(ref readonly float source) =>
        new()
        {
            _first = Vector128.LoadUnsafe(in source),
            _second = Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), 4)),
            _third = Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), 8)),
            _fourth = Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), 12)),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FourLanes4 value, ref float destination)
    {
        value._first.StoreUnsafe(ref destination);
        value._second.StoreUnsafe(ref Unsafe.Add(ref destination, 4));
        value._third.StoreUnsafe(ref Unsafe.Add(ref destination, 8));
        value._fourth.StoreUnsafe(ref Unsafe.Add(ref destination, 12));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 operator +(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = left._first + right._first,
            _second = left._second + right._second,
            _third = left._third + right._third,
            _fourth = left._fourth + right._fourth,
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 operator -(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = left._first - right._first,
            _second = left._second - right._second,
            _third = left._third - right._third,
            _fourth = left._fourth - right._fourth,
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 operator *(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = left._first * right._first,
            _second = left._second * right._second,
            _third = left._third * right._third,
            _fourth = left._fourth * right._fourth,
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 operator /(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = left._first / right._first,
            _second = left._second / right._second,
            _third = left._third / right._third,
            _fourth = left._fourth / right._fourth,
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 operator -(FourLanes4 value) =>
        new()
        {
            _first = -value._first,
            _second = -value._second,
            _third = -value._third,
            _fourth = -value._fourth,
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 MultiplyAdd(FourLanes4 left, FourLanes4 right, FourLanes4 addend) =>
        PackedSimd.IsSupported
            ? new()
            {
                _first = (left._first * right._first) + addend._first,
                _second = (left._second * right._second) + addend._second,
                _third = (left._third * right._third) + addend._third,
                _fourth = (left._fourth * right._fourth) + addend._fourth,
            }
            : new()
            {
                _first = Vector128.MultiplyAddEstimate(left._first, right._first, addend._first),
                _second = Vector128.MultiplyAddEstimate(left._second, right._second, addend._second),
                _third = Vector128.MultiplyAddEstimate(left._third, right._third, addend._third),
                _fourth = Vector128.MultiplyAddEstimate(left._fourth, right._fourth, addend._fourth),
            };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 MultiplyAdd(FourLanes4 left, ref readonly float right, FourLanes4 addend) =>
        PackedSimd.IsSupported
            ? new()
            {
                _first = (left._first * Vector128.LoadUnsafe(in right)) + addend._first,
                _second = (left._second * Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in right), 4))) + addend._second,
                _third = (left._third * Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in right), 8))) + addend._third,
                _fourth = (left._fourth * Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in right), 12))) + addend._fourth,
            }
            : new()
            {
                _first = Vector128.MultiplyAddEstimate(left._first, Vector128.LoadUnsafe(in right), addend._first),
                _second = Vector128.MultiplyAddEstimate(
                    left._second,
                    Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in right), 4)),
                    addend._second
                ),
                _third = Vector128.MultiplyAddEstimate(
                    left._third,
                    Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in right), 8)),
                    addend._third
                ),
                _fourth = Vector128.MultiplyAddEstimate(
                    left._fourth,
                    Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in right), 12)),
                    addend._fourth
                ),
            };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 CreateFactor(float value)
    {
        Vector128<float> all = Vector128.Create(value);
        return new()
        {
            _first = all,
            _second = all,
            _third = all,
            _fourth = all,
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 MultiplyAddFactor(FourLanes4 factor, FourLanes4 vector, FourLanes4 addend) =>
        PackedSimd.IsSupported
            ? new()
            {
                _first = (factor._first * vector._first) + addend._first,
                _second = (factor._second * vector._second) + addend._second,
                _third = (factor._third * vector._third) + addend._third,
                _fourth = (factor._fourth * vector._fourth) + addend._fourth,
            }
            : new()
            {
                _first = Vector128.MultiplyAddEstimate(factor._first, vector._first, addend._first),
                _second = Vector128.MultiplyAddEstimate(factor._second, vector._second, addend._second),
                _third = Vector128.MultiplyAddEstimate(factor._third, vector._third, addend._third),
                _fourth = Vector128.MultiplyAddEstimate(factor._fourth, vector._fourth, addend._fourth),
            };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 MultiplyAddFactor(FourLanes4 factor, ref readonly float vector, FourLanes4 addend) =>
        PackedSimd.IsSupported
            ? new()
            {
                _first = (factor._first * Vector128.LoadUnsafe(in vector)) + addend._first,
                _second = (factor._second * Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in vector), 4))) + addend._second,
                _third = (factor._third * Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in vector), 8))) + addend._third,
                _fourth = (factor._fourth * Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in vector), 12))) + addend._fourth,
            }
            : new()
            {
                _first = Vector128.MultiplyAddEstimate(factor._first, Vector128.LoadUnsafe(in vector), addend._first),
                _second = Vector128.MultiplyAddEstimate(
                    factor._second,
                    Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in vector), 4)),
                    addend._second
                ),
                _third = Vector128.MultiplyAddEstimate(
                    factor._third,
                    Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in vector), 8)),
                    addend._third
                ),
                _fourth = Vector128.MultiplyAddEstimate(
                    factor._fourth,
                    Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in vector), 12)),
                    addend._fourth
                ),
            };
}
