using System.Diagnostics.CodeAnalysis;

namespace ModelCompiler.Simd;

/// <summary>
/// One hardware vector of single-precision lanes. Kernels are written once over this interface and instantiated for
/// <see cref="Lanes16"/>, <see cref="Lanes8"/> and <see cref="Lanes4"/>; since every operation acts on each lane alone,
/// all three produce the same bits.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
[SuppressMessage(
    "Design",
    "CA1000:Do not declare static members on generic types",
    Justification = "Static abstract members are the point."
)]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Kernels use the operators.")]
public interface IVector<TSelf>
    where TSelf : struct, IVector<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes zero.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TSelf Create(float value);

    /// <summary>All lanes the float with the bits <paramref name="bits"/>.</summary>
    static abstract TSelf CreateBits(int bits);

    /// <summary>Reads <see cref="Count"/> consecutive floats; no alignment is required.</summary>
    static abstract TSelf Load(ref readonly float source);

    /// <summary>Writes <see cref="Count"/> consecutive floats; no alignment is required.</summary>
    static abstract void Store(TSelf value, ref float destination);

    /// <summary>Lane-wise sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Lane-wise difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Lane-wise negation.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>Lane-wise product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Lane-wise quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary><c>left * right + addend</c>, fused into one rounding wherever the processor can, two roundings elsewhere.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>
    /// <c>left * right + addend</c> with <see cref="Count"/> consecutive floats of memory, rounded likewise. For a value that is read once:
    /// the compiler makes one instruction of it, whereas a vector that is loaded first takes a register and often a copy.
    /// </summary>
    static abstract TSelf MultiplyAdd(TSelf left, ref readonly float right, TSelf addend);

    /// <summary>
    /// A value to multiply vectors with by <see cref="MultiplyAddFactor(TSelf, TSelf, TSelf)"/>, and for nothing else: in all lanes, or in
    /// one where the processor's multiply-add takes its factor from one lane.
    /// </summary>
    static abstract TSelf CreateFactor(float value);

    /// <summary><c>factor * vector + addend</c>, rounded as <see cref="MultiplyAdd(TSelf, TSelf, TSelf)"/> does it.</summary>
    static abstract TSelf MultiplyAddFactor(TSelf factor, TSelf vector, TSelf addend);

    /// <summary><c>factor * vector + addend</c> with <see cref="Count"/> consecutive floats of memory, rounded likewise.</summary>
    static abstract TSelf MultiplyAddFactor(TSelf factor, ref readonly float vector, TSelf addend);

    /// <summary>The larger of the two; a NaN in either operand gives NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller of the two; a NaN in either operand gives NaN.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The absolute value.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The correctly rounded square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>A mask (all bits set or none, per lane) of <c>left &lt; right</c>; false where either is NaN.</summary>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>A mask of <c>left &lt;= right</c>; false where either is NaN.</summary>
    static abstract TSelf LessThanOrEqual(TSelf left, TSelf right);

    /// <summary>A mask of <c>left == right</c>; false where either is NaN.</summary>
    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>
    /// The bits of <paramref name="whenTrue"/> where <paramref name="mask"/> is set, of <paramref name="whenFalse"/> elsewhere.
    /// </summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>Bitwise and.</summary>
    static abstract TSelf operator &(TSelf left, TSelf right);

    /// <summary>Bitwise or.</summary>
    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>The bits of each lane as an integer, converted to a float value; exact below 2^24.</summary>
    static abstract TSelf ConvertBitsToSingle(TSelf bits);

    /// <summary>Each lane truncated to an integer, returned as the bits of the lane.</summary>
    static abstract TSelf ConvertToInt32Bits(TSelf value);

    /// <summary>Integer sum of the bits of each lane.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>Integer difference of the bits of each lane.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    /// <summary>The bits of each lane shifted left.</summary>
    static abstract TSelf ShiftLeft(TSelf value, int count);

    /// <summary>The bits of each lane shifted right, with copies of the sign bit shifted in.</summary>
    static abstract TSelf ShiftRightArithmetic(TSelf value, int count);

    /// <summary>One lane; a constant position costs one or two instructions.</summary>
    static abstract float GetLane(TSelf value, int lane);

    /// <summary>All lanes the value of one lane; a constant position costs one instruction.</summary>
    static abstract TSelf Broadcast(TSelf value, int lane);
}
