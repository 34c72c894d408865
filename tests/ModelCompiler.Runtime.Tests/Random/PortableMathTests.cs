namespace ModelCompiler.Runtime.Tests.Random;

public class PortableMathTests
{
    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-10)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.70710678118654757)]
    [InlineData(0.70710678118654746)]
    [InlineData(0.99999)]
    [InlineData(1.0)]
    [InlineData(1.00001)]
    [InlineData(2.5)]
    [InlineData(1e300)]
    public void Log_is_the_logarithm(double value) =>
        Assert.Equal(Math.Log(value), PortableMath.Log(value), Math.Abs(Math.Log(value)) * 4e-16);

    [Fact]
    public void Cosine_is_the_cosine_of_half_a_turn()
    {
        for (int i = 0; i <= 1000; i++)
            Assert.Equal(Math.Cos(Math.PI * i / 1000), PortableMath.CosinePi(i / 1000.0), 1e-15);
        Assert.Equal(0, PortableMath.CosinePi(0.5));
        Assert.Equal(-1, PortableMath.CosinePi(1));
    }

    [Theory]
    [InlineData(0.9, 0, 1)]
    [InlineData(0.9, 1, 0.9)]
    [InlineData(0.5, 10, 0.0009765625)]
    [InlineData(3, 5, 243)]
    [InlineData(0.9, 1_000_000_000_000, 0)]
    public void Power_is_the_power(double value, long exponent, double expected) =>
        Assert.Equal(expected, PortableMath.Power(value, exponent));

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-9)]
    [InlineData(-0.1)]
    [InlineData(-0.125)]
    [InlineData(-2.5)]
    [InlineData(-300)]
    public void The_exponential_is_close_to_the_platforms(double value) =>
        Assert.Equal(Math.Exp(value), PortableMath.Exp(value), 1e-15 * (1 - value) * Math.Exp(value));
}
