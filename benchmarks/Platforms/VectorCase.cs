using System.Runtime.Intrinsics;
using ModelCompiler.Simd;

namespace ModelCompiler.Platforms;

/// <summary>Every function and operation of a vector.</summary>
internal static class VectorCase
{
    private const int Count = 4096;

    /// <summary>Takes in the results, with the widest vectors of this platform.</summary>
    public static void Run(Fingerprint fingerprint)
    {
        switch (VectorWidth.PreferredBits)
        {
            case 512 when Vector512.IsHardwareAccelerated:
                Run<Lanes16>(fingerprint);
                break;
            case 256:
                Run<Lanes8>(fingerprint);
                break;
            default:
                Run<Lanes4>(fingerprint);
                break;
        }
    }

    private static Func<TVector, TVector, TVector, TVector>[] Operations<TVector>()
        where TVector : struct, IVector<TVector> =>
        [
            (a, _, _) => VectorMath.Exp(a),
            (a, _, _) => VectorMath.ExpMinusOne(a),
            (a, _, _) => VectorMath.Log(a),
            (a, _, _) => VectorMath.LogOnePlus(a),
            (a, _, _) => VectorMath.Sigmoid(a),
            (a, _, _) => VectorMath.Softplus(a),
            (a, _, _) => VectorMath.Tanh(a),
            (a, _, _) => VectorMath.Erf(a),
            (a, b, _) => a + b,
            (a, b, _) => a - b,
            (a, b, _) => a * b,
            (a, b, _) => a / b,
            (a, _, _) => -a,
            TVector.MultiplyAdd,
            (a, b, _) => TVector.Max(a, b),
            (a, b, _) => TVector.Min(a, b),
            (a, _, _) => TVector.Abs(a),
            (a, _, _) => TVector.Sqrt(a),
            (a, _, _) => TVector.Round(a),
            (a, b, _) => TVector.LessThan(a, b),
            (a, b, _) => TVector.LessThanOrEqual(a, b),
            (a, b, _) => TVector.Equal(a, b),
            TVector.Select,
            (a, b, _) => a & b,
            (a, b, _) => a | b,
            (a, b, _) => a ^ b,
            (a, _, _) => TVector.ConvertBitsToSingle(a),
            (a, _, _) => TVector.ConvertToInt32Bits(a),
            (a, b, _) => TVector.AddBits(a, b),
            (a, b, _) => TVector.SubtractBits(a, b),
            (a, _, _) => TVector.ShiftLeft(a, 23),
            (a, _, _) => TVector.ShiftRightArithmetic(a, 5),
        ];

    private static void Run<TVector>(Fingerprint fingerprint)
        where TVector : struct, IVector<TVector>
    {
        float[] first = Numbers.AnyBits(Count),
            second = new float[Count],
            third = new float[Count],
            results = new float[Count];
        for (int i = 0; i < Count; i++)
        {
            second[i] = first[i * 7919 % Count];
            third[i] = first[((i * 1543) + 5) % Count];
        }

        foreach (Func<TVector, TVector, TVector, TVector> operation in Operations<TVector>())
        {
            for (int i = 0; i < Count; i += TVector.Count)
                TVector.Store(operation(TVector.Load(in first[i]), TVector.Load(in second[i]), TVector.Load(in third[i])), ref results[i]);
            fingerprint.Add(results);
        }

        float[] values = Numbers.Normal(8, 700, 1f);
        for (int length = 1; length < 200; length += 13)
        {
            fingerprint.Add(Reduction.Sum<TVector>(in values[0], length));
            fingerprint.Add(Reduction.Max<TVector>(in values[0], length));
        }

        Softmax.Rows<TVector>(values, 70, 67, 10);
        fingerprint.Add(values);
    }
}
