using System.Globalization;
using System.Runtime.Intrinsics;
using ModelCompiler.Simd;

namespace ModelCompiler.Runtime.Tests.Simd;

/// <summary>
/// Sweeps each function over the bit patterns of all floats, denormals, infinities and NaNs included, at a prime stride: the
/// error stays within the documented bound, and the three vector widths agree in every bit.
/// </summary>
public class VectorMathTests
{
    private const uint Stride = 9973;

    // The last bit of the product 1 + 2^-22 + 2^-46 survives only when the multiply-add is fused.
    private static readonly bool s_fused =
        Lanes4
            .MultiplyAdd(Lanes4.Create(1 + 1.1920929e-7f), Lanes4.Create(1 + 1.1920929e-7f), Lanes4.Create(-(1 + 2.3841858e-7f)))
            .Value.ToScalar() != 0;

    private static readonly float[] s_sweep = Sweep();

    [Fact]
    public void ExpIsWithinOneUlp() => AssertError<ExpFunction>(1, 1);

    [Fact]
    public void LogIsWithinOneUlp() => AssertError<LogFunction>(1, 1.1);

    [Fact]
    public void TanhIsWithinTwoUlp() => AssertError<TanhFunction>(2, 2.25);

    [Fact]
    public void SigmoidIsWithinTwoUlp() => AssertError<SigmoidFunction>(2, 2);

    [Fact]
    public void ErfIsWithinFourUlp() => AssertError<ErfFunction>(4, 4.25);

    [Fact]
    public void SoftplusIsWithinFourUlp() => AssertError<SoftplusFunction>(4, 4);

    [Fact]
    public void ExpMinusOneIsWithinThreeUlp() => AssertError<ExpMinusOneFunction>(3, 3);

    [Fact]
    public void LogOnePlusIsWithinThreeUlp() => AssertError<LogOnePlusFunction>(3, 3);

    [Fact]
    public void AllWidthsGiveTheSameBits()
    {
        AssertSameBits<ExpFunction>();
        AssertSameBits<LogFunction>();
        AssertSameBits<TanhFunction>();
        AssertSameBits<SigmoidFunction>();
        AssertSameBits<ErfFunction>();
        AssertSameBits<SoftplusFunction>();
        AssertSameBits<ExpMinusOneFunction>();
        AssertSameBits<LogOnePlusFunction>();
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(1000f, float.PositiveInfinity)]
    [InlineData(-1000f, 0f)]
    [InlineData(float.MaxValue, float.PositiveInfinity)]
    [InlineData(float.MinValue, 0f)]
    [InlineData(88.72284f, float.PositiveInfinity)]
    [InlineData(-103f, 1.4e-45f)]
    [InlineData(-104f, 0f)]
    [InlineData(float.Epsilon, 1f)]
    [InlineData(float.NaN, float.NaN)]
    public void ExpOfSpecialValues(float x, float expected) => AssertValue<ExpFunction>(x, expected);

    [Theory]
    [InlineData(0f, float.NegativeInfinity)]
    [InlineData(1f, 0f)]
    [InlineData(-1f, float.NaN)]
    [InlineData(-float.Epsilon, float.NaN)]
    [InlineData(float.Epsilon, -103.27893f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, float.NaN)]
    [InlineData(float.NaN, float.NaN)]
    public void LogOfSpecialValues(float x, float expected) => AssertValue<LogFunction>(x, expected);

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(-1e-30f, -1e-30f)]
    [InlineData(9.03f, 1f)]
    [InlineData(-9.03f, -1f)]
    [InlineData(float.MaxValue, 1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NegativeInfinity, -1f)]
    [InlineData(float.NaN, float.NaN)]
    public void TanhOfSpecialValues(float x, float expected) => AssertValue<TanhFunction>(x, expected);

    [Theory]
    [InlineData(0f, 0.5f)]
    [InlineData(20f, 1f)]
    [InlineData(1000f, 1f)]
    [InlineData(-1000f, 0f)]
    [InlineData(-103f, 1.4e-45f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.NaN, float.NaN)]
    public void SigmoidOfSpecialValues(float x, float expected) => AssertValue<SigmoidFunction>(x, expected);

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(4f, 1f)]
    [InlineData(-4f, -1f)]
    [InlineData(float.MinValue, -1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NegativeInfinity, -1f)]
    [InlineData(float.NaN, float.NaN)]
    public void ErfOfSpecialValues(float x, float expected) => AssertValue<ErfFunction>(x, expected);

    [Theory]
    [InlineData(0f, 0.6931472f)]
    [InlineData(1000f, 1000f)]
    [InlineData(-1000f, 0f)]
    [InlineData(-103f, 1.4e-45f)]
    [InlineData(float.MaxValue, float.MaxValue)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.NaN, float.NaN)]
    public void SoftplusOfSpecialValues(float x, float expected) => AssertValue<SoftplusFunction>(x, expected);

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(-float.Epsilon, -float.Epsilon)]
    [InlineData(-20f, -1f)]
    [InlineData(-87.7f, -1f)]
    [InlineData(float.MinValue, -1f)]
    [InlineData(88.73f, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, -1f)]
    [InlineData(float.NaN, float.NaN)]
    public void ExpMinusOneOfSpecialValues(float x, float expected) => AssertValue<ExpMinusOneFunction>(x, expected);

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(-1f, float.NegativeInfinity)]
    [InlineData(-1.0000001f, float.NaN)]
    [InlineData(float.MaxValue, 88.72284f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, float.NaN)]
    [InlineData(float.NaN, float.NaN)]
    public void LogOnePlusOfSpecialValues(float x, float expected) => AssertValue<LogOnePlusFunction>(x, expected);

    [Fact]
    public void FunctionsOfNegativeZero()
    {
        AssertValue<ExpFunction>(-0f, 1f);
        AssertValue<LogFunction>(-0f, float.NegativeInfinity);
        AssertValue<TanhFunction>(-0f, -0f);
        AssertValue<SigmoidFunction>(-0f, 0.5f);
        AssertValue<ErfFunction>(-0f, -0f);
        AssertValue<SoftplusFunction>(-0f, 0.6931472f);
        AssertValue<ExpMinusOneFunction>(-0f, -0f);
        AssertValue<LogOnePlusFunction>(-0f, -0f);
    }

    private static float[] Sweep()
    {
        const int Lanes = 16;
        int count = (int)((1UL << 32) / Stride) / Lanes * Lanes;
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = BitConverter.UInt32BitsToSingle((uint)i * Stride);
        return values;
    }

    private static float[] Evaluate<TFunction, TVector>(ReadOnlySpan<float> values)
        where TFunction : struct, IVectorFunction
        where TVector : struct, IVector<TVector>
    {
        var results = new float[values.Length];
        for (int i = 0; i < values.Length; i += TVector.Count)
            TVector.Store(TFunction.Evaluate(TVector.Load(in values[i])), ref results[i]);
        return results;
    }

    private static void AssertError<TFunction>(double boundWhenFused, double boundOtherwise)
        where TFunction : struct, IVectorFunction
    {
        float[] results = Evaluate<TFunction, Lanes8>(s_sweep);
        double largest = 0;
        int worst = 0;
        for (int i = 0; i < results.Length; i++)
        {
            double error = UlpDistance.Between(results[i], TFunction.Exact(s_sweep[i]));
            if (error > largest)
                (largest, worst) = (error, i);
        }

        double bound = s_fused ? boundWhenFused : boundOtherwise;
        Assert.True(
            largest <= bound,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{largest:F4} ULP at {s_sweep[worst]:R}: {results[worst]:R}, exactly {TFunction.Exact(s_sweep[worst]):R}."
            )
        );
    }

    private static void AssertSameBits<TFunction>()
        where TFunction : struct, IVectorFunction
    {
        int[] four = Bits(Evaluate<TFunction, Lanes4>(s_sweep));
        Assert.True(four.AsSpan().SequenceEqual(Bits(Evaluate<TFunction, Lanes8>(s_sweep))), typeof(TFunction).Name);
        Assert.True(four.AsSpan().SequenceEqual(Bits(Evaluate<TFunction, Lanes16>(s_sweep))), typeof(TFunction).Name);
    }

    /// <summary>
    /// The bits of each value; all NaNs count as one, since which of two NaNs an operation keeps is the processor's choice.
    /// </summary>
    private static int[] Bits(float[] values) =>
        Array.ConvertAll(values, value => BitConverter.SingleToInt32Bits(float.IsNaN(value) ? float.NaN : value));

    private static void AssertValue<TFunction>(float x, float expected)
        where TFunction : struct, IVectorFunction
    {
        // Neighbours that saturate differently, so that a lane that leaked into another would show.
        float[] results = Evaluate<TFunction, Lanes4>([x, 1000f, -1000f, float.NaN]);
        if (float.IsNaN(expected))
            Assert.True(float.IsNaN(results[0]), results[0].ToString(CultureInfo.InvariantCulture));
        else
            Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(results[0]));
    }
}
