using ModelCompiler.Simd;

namespace ModelCompiler.Runtime.Tests.Simd;

/// <summary>Sine, cosine, inverse tangent, floor and powers against those of .NET, and the same bits at all widths.</summary>
public class TrigonometryTests
{
    private static readonly float[] s_angles = Angles(10_000, 400_000);

    [Fact]
    public void Sine_and_cosine_are_within_their_error()
    {
        foreach (float x in s_angles)
        {
            Assert.InRange(At(VectorMath.Sin(Lanes4.Create(x))) - Math.Sin(x), -1.3e-7, 1.3e-7);
            Assert.InRange(At(VectorMath.Cos(Lanes4.Create(x))) - Math.Cos(x), -1.3e-7, 1.3e-7);
        }
    }

    [Theory]
    [InlineData(0f, 0f, 1f)]
    [InlineData(float.NaN, float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.NaN, float.NaN)]
    public void Sine_and_cosine_of_special_values(float x, float sine, float cosine)
    {
        Assert.Equal(sine, At(VectorMath.Sin(Lanes4.Create(x))));
        Assert.Equal(cosine, At(VectorMath.Cos(Lanes4.Create(x))));
    }

    [Fact]
    public void Sine_of_angles_that_cannot_be_reduced_stays_on_the_curve()
    {
        for (float x = 1e5f; x < float.MaxValue / 3; x *= 2.7f)
            Assert.InRange(At(VectorMath.Sin(Lanes4.Create(x))), -1f, 1f);
    }

    [Fact]
    public void The_inverse_tangent_is_within_three_ulp()
    {
        foreach (float x in s_angles)
        {
            double exact = Math.Atan(x);
            Assert.InRange(At(VectorMath.Atan(Lanes4.Create(x))) - exact, -2.5e-7 * Math.Abs(exact), 2.5e-7 * Math.Abs(exact));
        }

        Assert.Equal(MathF.PI / 2, At(VectorMath.Atan(Lanes4.Create(float.PositiveInfinity))));
        Assert.Equal(float.NaN, At(VectorMath.Atan(Lanes4.Create(float.NaN))));
    }

    [Fact]
    public void Floor_is_that_of_dotnet()
    {
        foreach (float x in (float[])[.. s_angles, -0.5f, 0.5f, 2f, -2f, 1e10f, float.NegativeInfinity])
            Assert.Equal(MathF.Floor(x), At(VectorMath.Floor(Lanes4.Create(x))));
    }

    [Fact]
    public void Powers_are_within_their_error()
    {
        var random = new System.Random(5);
        for (int number = 0; number < 200_000; number++)
        {
            float x = (float)Math.Exp((random.NextDouble() * 20) - 10),
                y = (float)((random.NextDouble() * 12) - 6);
            double exact = Math.Pow(x, y);
            double tolerance = 2e-7 * Math.Abs(exact) * (1 + Math.Abs(y * Math.Log(x)));
            Assert.InRange(At(VectorMath.Pow(Lanes4.Create(x), Lanes4.Create(y))) - exact, -tolerance, tolerance);
        }
    }

    [Theory]
    [InlineData(0f, 0f, 1f)]
    [InlineData(0f, 2f, 0f)]
    [InlineData(0f, -1f, float.PositiveInfinity)]
    [InlineData(-2f, 3f, -8f)]
    [InlineData(-2f, 2f, 4f)]
    [InlineData(-2f, 0.5f, float.NaN)]
    [InlineData(-3f, 0f, 1f)]
    [InlineData(float.NaN, 1f, float.NaN)]
    public void Powers_of_special_values(float x, float y, float expected) =>
        Assert.Equal(expected, At(VectorMath.Pow(Lanes4.Create(x), Lanes4.Create(y))), 1e-5f);

    [Fact]
    public void All_widths_give_the_same_bits()
    {
        foreach (float x in s_angles.Where((_, index) => index % 7 == 0))
        {
            Assert.Equal(Bits<Lanes4>(x), Bits<Lanes8>(x));
            Assert.Equal(Bits<Lanes4>(x), Bits<Lanes16>(x));
        }
    }

    private static int[] Bits<TVector>(float x)
        where TVector : struct, IVector<TVector>
    {
        TVector value = TVector.Create(x);
        TVector[] results =
        [
            VectorMath.Sin(value),
            VectorMath.Cos(value),
            VectorMath.Atan(value),
            VectorMath.Floor(value),
            VectorMath.Pow(TVector.Abs(value), TVector.Create(0.3f)),
        ];
        return [.. results.Select(result => BitConverter.SingleToInt32Bits(TVector.GetLane(result, TVector.Count - 1)))];
    }

    private static float At(Lanes4 value) => Lanes4.GetLane(value, 0);

    // Evenly over the range, and as often again near zero.
    private static float[] Angles(float largest, int count)
    {
        var random = new System.Random(1);
        return
        [
            .. Enumerable.Range(0, count / 2).Select(_ => (float)(((2 * random.NextDouble()) - 1) * largest)),
            .. Enumerable.Range(0, count / 2).Select(_ => (float)(((2 * random.NextDouble()) - 1) * 10)),
        ];
    }
}
