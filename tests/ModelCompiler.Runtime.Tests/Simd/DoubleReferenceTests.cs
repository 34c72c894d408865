namespace ModelCompiler.Runtime.Tests.Simd;

/// <summary>Checks the reference itself against values to 16 digits, on both sides of where its methods meet.</summary>
public class DoubleReferenceTests
{
    [Theory]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(-2, -0.9953222650189527)]
    [InlineData(2.999999, 0.9999779093637)]
    [InlineData(3, 0.9999779095030014)]
    [InlineData(4, 0.9999999845827421)]
    public void Erf(double x, double expected) => Assert.Equal(expected, DoubleReference.Erf(x), 1e-12);

    [Theory]
    [InlineData(1e-10, 1.00000000005e-10)]
    [InlineData(1, 1.718281828459045)]
    [InlineData(-0.5, -0.3934693402873666)]
    public void ExpMinusOne(double x, double expected) => Assert.Equal(1, DoubleReference.ExpMinusOne(x) / expected, 1e-14);

    [Theory]
    [InlineData(1e-10, 9.9999999995e-11)]
    [InlineData(1, 0.6931471805599453)]
    [InlineData(-0.5, -0.6931471805599453)]
    public void LogOnePlus(double x, double expected) => Assert.Equal(1, DoubleReference.LogOnePlus(x) / expected, 1e-14);
}
