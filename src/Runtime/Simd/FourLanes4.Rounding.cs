using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace ModelCompiler.Simd;

/// <content>Extremes, roots and rounding.</content>
public partial struct FourLanes4
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Max(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = Vector128.Max(left._first, right._first),
            _second = Vector128.Max(left._second, right._second),
            _third = Vector128.Max(left._third, right._third),
            _fourth = Vector128.Max(left._fourth, right._fourth),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Min(FourLanes4 left, FourLanes4 right) =>
        new()
        {
            _first = Vector128.Min(left._first, right._first),
            _second = Vector128.Min(left._second, right._second),
            _third = Vector128.Min(left._third, right._third),
            _fourth = Vector128.Min(left._fourth, right._fourth),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Abs(FourLanes4 value) =>
        new()
        {
            _first = Vector128.Abs(value._first),
            _second = Vector128.Abs(value._second),
            _third = Vector128.Abs(value._third),
            _fourth = Vector128.Abs(value._fourth),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Sqrt(FourLanes4 value) =>
        new()
        {
            _first = Vector128.Sqrt(value._first),
            _second = Vector128.Sqrt(value._second),
            _third = Vector128.Sqrt(value._third),
            _fourth = Vector128.Sqrt(value._fourth),
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes4 Round(FourLanes4 value) =>
        new()
        {
            _first = Vector128.Round(value._first),
            _second = Vector128.Round(value._second),
            _third = Vector128.Round(value._third),
            _fourth = Vector128.Round(value._fourth),
        };
}
