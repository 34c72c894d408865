using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Runtime.Tests.Simd;

/// <summary>Vectors made of several registers compute in every lane what <see cref="Lanes4"/> computes, to the bit.</summary>
public class ComposedLanesTests
{
    private const int Count = 512;

    [Fact]
    public void TwoLanes4IsLanes4() => Assert.Equal(Results<Lanes4>(), Results<TwoLanes4>());

    [Fact]
    public void FourLanes4IsLanes4() => Assert.Equal(Results<Lanes4>(), Results<FourLanes4>());

    [Fact]
    public void TwoLanes8IsLanes8() => Assert.Equal(Results<Lanes8>(), Results<TwoLanes8>());

    [Fact]
    public void ALaneIsFoundInItsRegister()
    {
        CheckLanes<TwoLanes4>();
        CheckLanes<FourLanes4>();
        CheckLanes<TwoLanes8>();
    }

    private static void CheckLanes<TVector>()
        where TVector : struct, IVector<TVector>
    {
        float[] values = [.. Enumerable.Range(1, TVector.Count).Select(number => (float)number)],
            all = new float[TVector.Count];
        var vector = TVector.Load(in values[0]);
        for (int lane = 0; lane < TVector.Count; lane++)
        {
            Assert.Equal(values[lane], TVector.GetLane(vector, lane));
            TVector.Store(TVector.Broadcast(vector, lane), ref all[0]);
            Assert.All(all, value => Assert.Equal(values[lane], value));
        }
    }

    private static int[] Results<TVector>()
        where TVector : struct, IVector<TVector>
    {
        var random = new RandomSequence(5);
        float[] first = new float[Count],
            second = new float[Count],
            third = new float[Count],
            result = new float[Count];
        for (int i = 0; i < Count; i++)
        {
            // Numbers and any bits, but for NaN: which one an operation gives is the processor's choice.
            first[i] = i % 2 == 0 ? random.NextNormal() : BitConverter.UInt32BitsToSingle(random.NextUInt32() & 0xBFFFFFFF);
            second[i] = 3f * random.NextNormal();
            third[i] = random.NextNormal();
        }

        var results = new List<int>();
        foreach (Func<TVector, TVector, TVector, TVector> operation in Operations<TVector>())
        {
            for (int i = 0; i < Count; i += TVector.Count)
                TVector.Store(operation(TVector.Load(in first[i]), TVector.Load(in second[i]), TVector.Load(in third[i])), ref result[i]);
            results.AddRange(MemoryMarshal.Cast<float, int>(result));
        }

        for (int i = 0; i < Count; i += TVector.Count)
        {
            TVector.Store(TVector.MultiplyAdd(TVector.Load(in first[i]), in second[i], TVector.Load(in third[i])), ref result[i]);
            TVector.Store(TVector.MultiplyAddFactor(TVector.CreateFactor(-0.7f), in second[i], TVector.Load(in result[i])), ref result[i]);
        }

        results.AddRange(MemoryMarshal.Cast<float, int>(result));
        return [.. results];
    }

    private static Func<TVector, TVector, TVector, TVector>[] Operations<TVector>()
        where TVector : struct, IVector<TVector> =>
        [
            (a, b, _) => a + b,
            (a, b, _) => a - b,
            (a, b, _) => a * b,
            (a, b, _) => a / b,
            (a, _, _) => -a,
            (a, b, _) => a & b,
            (a, b, _) => a | b,
            (a, b, _) => a ^ b,
            TVector.MultiplyAdd,
            (a, b, c) => TVector.MultiplyAddFactor(TVector.CreateFactor(1.25f), a, c),
            TVector.Select,
            (a, b, _) => TVector.Max(a, b),
            (a, b, _) => TVector.Min(a, b),
            (a, _, _) => TVector.Abs(a),
            (a, _, _) => TVector.Sqrt(TVector.Abs(a)),
            (a, _, _) => TVector.Round(a),
            (a, b, _) => TVector.LessThan(a, b),
            (a, b, _) => TVector.LessThanOrEqual(a, b),
            (a, _, _) => TVector.Equal(a, a),
            (a, _, _) => TVector.ConvertBitsToSingle(a),
            (_, b, _) => TVector.ConvertToInt32Bits(b),
            (a, b, _) => TVector.AddBits(a, b),
            (a, b, _) => TVector.SubtractBits(a, b),
            (a, _, _) => TVector.ShiftLeft(a, 7),
            (a, _, _) => TVector.ShiftRightArithmetic(a, 5),
            (a, _, _) => a + TVector.Create(0.5f) + TVector.CreateBits(0x3F800000) + TVector.Zero,
        ];
}
