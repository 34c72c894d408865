using System.Globalization;
using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Tests.Expressions;

public class FloatLiteralTests
{
    [Theory]
    [InlineData(0, "0f")]
    [InlineData(0.5, "0.5f")]
    [InlineData(-3, "-3f")]
    [InlineData(100, "100f")]
    [InlineData(0.2f, "0.2f")]
    [InlineData(1.0 / 6, "0.16666667f")]
    [InlineData(1.0507009873554805, "1.050701f")]
    [InlineData(0.00012, "0.00012f")]
    [InlineData(1e-12, "1E-12f")]
    [InlineData(float.MaxValue, "3.4028235E+38f")]
    [InlineData(float.Epsilon, "1E-45f")]
    public void Literal_is_the_shortest(double value, string expected) => Assert.Equal(expected, FloatLiteral.Of(value));

    [Fact]
    public void Literal_reads_back_as_the_same_float()
    {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (float.IsFinite(value))
                Assert.Equal(value, float.Parse(FloatLiteral.Digits(value), NumberStyles.Float, CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e39)]
    public void Only_finite_floats_have_a_literal(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => FloatLiteral.Of(value));
}
