using ModelCompiler.Simd;

namespace ModelCompiler.Runtime.Tests.Optimizers;

public class ParameterSweepTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(37)]
    [InlineData(64)]
    [InlineData(1003)]
    public void The_vector_width_does_not_change_a_bit(int length)
    {
        int[] narrow = Run<Lanes4>(length);
        Assert.Equal(narrow, Run<Lanes8>(length));
        Assert.Equal(narrow, Run<Lanes16>(length));
    }

    private static int[] Run<TVector>(int length)
        where TVector : struct, IVector<TVector>
    {
        var rule = new Regularised<AdamRule>(
            new AdamRule
            {
                Beta1 = 0.9f,
                OneMinusBeta1 = 0.1f,
                Beta2 = 0.999f,
                OneMinusBeta2 = 0.001f,
                Epsilon = 1e-8f,
                VarianceScale = 3,
                NegativeStepSize = -0.01f,
                Keep = 0.99f,
            },
            l1: 0.01f,
            l2: 0.02f,
            sign: -1
        );
        float[] parameters = OptimizerFactories.Numbers(length, 1);
        float[] momentum = new float[length],
            variance = new float[length];
        for (ulong step = 0; step < 3; step++)
            ParameterSweep.Sweep<TVector, Regularised<AdamRule>>(
                rule,
                parameters,
                OptimizerFactories.Numbers(length, 2 + step),
                new SweptState { First = momentum, Second = variance }
            );
        return [.. parameters.Concat(momentum).Concat(variance).Select(BitConverter.SingleToInt32Bits)];
    }
}
