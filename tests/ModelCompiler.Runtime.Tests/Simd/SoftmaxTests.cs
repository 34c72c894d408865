using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Runtime.Tests.Simd;

public class SoftmaxTests
{
    private const float Padding = 12345f;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(10, 10, 3)]
    [InlineData(10, 16, 3)]
    [InlineData(16, 16, 2)]
    [InlineData(17, 32, 4)]
    [InlineData(100, 112, 2)]
    public void EachRowIsItsSoftmaxAndNothingElseChanges(int count, int stride, int rowsCount)
    {
        float[] input = Input(count, stride, rowsCount);
        float[] four = Apply<Lanes4>(input, stride, count, rowsCount);
        for (int row = 0; row < rowsCount; row++)
        {
            // The difference to the largest is rounded to a float first, as the definition in floats has it.
            float[] values = input.Skip(row * stride).Take(count).ToArray();
            double[] exponentials = values.Select(x => Math.Exp(x - values.Max())).ToArray();
            double sum = exponentials.Sum();
            for (int i = 0; i < count; i++)
                Assert.InRange(four[(row * stride) + i] / (exponentials[i] / sum), 1 - 1e-6, 1 + 1e-6);
            for (int i = count; i < stride; i++)
                Assert.Equal(Padding, four[(row * stride) + i]);
        }

        Assert.Equal(Bits(four), Bits(Apply<Lanes8>(input, stride, count, rowsCount)));
        Assert.Equal(Bits(four), Bits(Apply<Lanes16>(input, stride, count, rowsCount)));
    }

    [Fact]
    public void SaturatedInputsGiveExactlyZeroAndOne()
    {
        float[] row = [-1000f, 1000f, float.NegativeInfinity, -1000f, 0f];
        Assert.Equal([0f, 1f, 0f, 0f, 0f], Apply<Lanes8>(row, 5, 5, 1));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void NanAndInfinityMakeTheirRowNanAndNoOther(float value)
    {
        float[] rows = [0f, value, 1f, 2f, 2f, 2f];
        float[] result = Apply<Lanes4>(rows, 3, 3, 2);
        Assert.Contains(result.Take(3), float.IsNaN);
        Assert.True(float.IsNaN(result[1]));
        Assert.All(result.Skip(3), x => Assert.Equal(1f / 3, x));
    }

    [Fact]
    public void NoRowsAreNoWork() => Softmax.Rows<Lanes4>([], 4, 4, 0);

    [Fact]
    public void WrongSizesAreRefusedBeforeAnythingChanges()
    {
        float[] rows = [1f, 2f, 3f, 4f, 5f];
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Softmax.Rows<Lanes4>(rows, 3, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("rowStride", () => Softmax.Rows<Lanes4>(rows, 2, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>("rowsCount", () => Softmax.Rows<Lanes4>(rows, 3, 3, -1));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => Softmax.Rows<Lanes4>(rows, 3, 3, 2));
        Assert.Equal([1f, 2f, 3f, 4f, 5f], rows);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var rows = new float[320];
        Softmax.Rows<Lanes8>(rows, 32, 19, 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Softmax.Rows<Lanes8>(rows, 32, 19, 10);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Input(int count, int stride, int rowsCount)
    {
        var random = new System.Random(11);
        var input = new float[((rowsCount - 1) * stride) + stride];
        Array.Fill(input, Padding);
        for (int row = 0; row < rowsCount; row++)
        {
            for (int i = 0; i < count; i++)
                input[(row * stride) + i] = (random.NextSingle() - 0.5f) * 20;
        }

        return input;
    }

    private static float[] Apply<TVector>(float[] input, int stride, int count, int rowsCount)
        where TVector : struct, IVector<TVector>
    {
        var rows = (float[])input.Clone();
        Softmax.Rows<TVector>(rows, stride, count, rowsCount);
        return rows;
    }

    private static int[] Bits(float[] values) => MemoryMarshal.Cast<float, int>(values).ToArray();
}
