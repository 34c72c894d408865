using ModelCompiler.Simd;

namespace ModelCompiler.Runtime.Tests.Simd;

public class ReductionTests
{
    public static TheoryData<int> Lengths => [0, 1, 3, 4, 5, 8, 15, 16, 17, 31, 32, 33, 100, 257, 1000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void SumFollowsTheDocumentedOrderAtEveryWidth(int length)
    {
        float[] values = Values(length);
        int expected = BitConverter.SingleToInt32Bits(InOrder(values, 0f, (left, right) => left + right));
        Assert.Equal(expected, BitConverter.SingleToInt32Bits(Sum<Lanes4>(values)));
        Assert.Equal(expected, BitConverter.SingleToInt32Bits(Sum<Lanes8>(values)));
        Assert.Equal(expected, BitConverter.SingleToInt32Bits(Sum<Lanes16>(values)));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void MaxIsTheLargestAtEveryWidth(int length)
    {
        float[] values = Values(length);
        float expected = values.Length == 0 ? float.NegativeInfinity : values.Max();
        Assert.Equal(expected, Max<Lanes4>(values));
        Assert.Equal(expected, Max<Lanes8>(values));
        Assert.Equal(expected, Max<Lanes16>(values));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(36)]
    public void MaxOfANanIsNan(int position)
    {
        float[] values = Values(37);
        values[position] = float.NaN;
        Assert.True(float.IsNaN(Max<Lanes4>(values)));
        Assert.True(float.IsNaN(Max<Lanes8>(values)));
        Assert.True(float.IsNaN(Max<Lanes16>(values)));
    }

    [Fact]
    public void TheOrderOfTheSumMatters()
    {
        // Else the test of the order above could not fail.
        float[] values = Values(1000);
        float sequential = 0;
        foreach (float value in values)
            sequential += value;
        Assert.NotEqual(sequential, Sum<Lanes8>(values));
    }

    [Fact]
    public void NegativeLengthIsRefused()
    {
        float value = 1;
        Assert.Throws<ArgumentOutOfRangeException>(() => Reduction.Sum<Lanes4>(in value, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reduction.Max<Lanes4>(in value, -1));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] values = Values(1001);
        float warm = Sum<Lanes8>(values) + Max<Lanes8>(values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        float again = Sum<Lanes8>(values) + Max<Lanes8>(values);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(warm, again);
    }

    private static float Sum<TVector>(float[] values)
        where TVector : struct, IVector<TVector> =>
        Reduction.Sum<TVector>(in System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(values), values.Length);

    private static float Max<TVector>(float[] values)
        where TVector : struct, IVector<TVector> =>
        Reduction.Max<TVector>(in System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(values), values.Length);

    private static float[] Values(int length)
    {
        var random = new System.Random(7);
        var values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = ((random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-3, 4))) - 1000;
        return values;
    }

    private static float InOrder(float[] values, float neutral, Func<float, float, float> combine)
    {
        var lanes = new float[16];
        Array.Fill(lanes, neutral);
        for (int i = 0; i < values.Length; i++)
            lanes[i % 16] = combine(lanes[i % 16], values[i]);
        for (int half = 8; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
                lanes[i] = combine(lanes[i], lanes[i + half]);
        }

        return lanes[0];
    }
}
