using System.Runtime.Intrinsics;
using ModelCompiler.Simd;

namespace ModelCompiler.Runtime.Tests.Simd;

public class VectorWidthTests
{
    [Theory]
    [InlineData(512, null, 512)]
    [InlineData(256, "", 256)]
    [InlineData(512, "256", 256)]
    [InlineData(512, "128", 128)]
    [InlineData(256, "512", 256)]
    public void TheNarrowerOfHardwareAndCapWins(int hardwareBits, string? cap, int expected) =>
        Assert.Equal(expected, VectorWidth.Cap(hardwareBits, cap));

    [Theory]
    [InlineData("64")]
    [InlineData("-256")]
    [InlineData("256 bits")]
    [InlineData("1e2")]
    public void AnyOtherCapIsInvalid(string cap) => Assert.Equal(0, VectorWidth.Cap(512, cap));

    [Fact]
    public void HardwareBitsAreThoseOfTheProcessor()
    {
        int expected =
            Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : 128;
        Assert.Equal(expected, VectorWidth.HardwareBits);
    }
}
