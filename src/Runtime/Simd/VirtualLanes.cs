using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.Simd;

/// <summary>
/// Sixteen lanes held in one, two or four vectors. A reduction over them has the same order of operations whatever the width of
/// the vectors, and so the same bits.
/// </summary>
internal struct VirtualLanes<TVector>
    where TVector : struct, IVector<TVector>
{
    public const int Count = 16;

    // Those beyond 16 / TVector.Count are never touched and cost nothing once compiled.
    public TVector First;
    public TVector Second;
    public TVector Third;
    public TVector Fourth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VirtualLanes<TVector> Create(float value)
    {
        TVector all = TVector.Create(value);
        return new VirtualLanes<TVector>
        {
            First = all,
            Second = all,
            Third = all,
            Fourth = all,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VirtualLanes<TVector> Load(ref readonly float source)
    {
        ref float start = ref Unsafe.AsRef(in source);
        VirtualLanes<TVector> lanes = default;
        lanes.First = TVector.Load(in start);
        if (TVector.Count <= 8)
            lanes.Second = TVector.Load(in Unsafe.Add(ref start, TVector.Count));
        if (TVector.Count <= 4)
        {
            lanes.Third = TVector.Load(in Unsafe.Add(ref start, 2 * TVector.Count));
            lanes.Fourth = TVector.Load(in Unsafe.Add(ref start, 3 * TVector.Count));
        }

        return lanes;
    }

    /// <summary>Combines lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VirtualLanes<TVector> Combine<TOperation>(VirtualLanes<TVector> left, VirtualLanes<TVector> right)
        where TOperation : struct, IReductionOperation
    {
        left.First = TOperation.Combine(left.First, right.First);
        if (TVector.Count <= 8)
            left.Second = TOperation.Combine(left.Second, right.Second);
        if (TVector.Count <= 4)
        {
            left.Third = TOperation.Combine(left.Third, right.Third);
            left.Fourth = TOperation.Combine(left.Fourth, right.Fourth);
        }

        return left;
    }

    /// <summary>Halves the lanes four times: lane i takes in lane i + 8, then i + 4, i + 2, i + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Reduce<TOperation>()
        where TOperation : struct, IReductionOperation
    {
        Lanes4 four;
        if (TVector.Count == 16)
        {
            Vector512<float> all = Unsafe.BitCast<TVector, Lanes16>(First).Value;
            four = HalveEight<TOperation>(TOperation.Combine(new Lanes8(all.GetLower()), new Lanes8(all.GetUpper())));
        }
        else if (TVector.Count == 8)
        {
            four = HalveEight<TOperation>(Unsafe.BitCast<TVector, Lanes8>(TOperation.Combine(First, Second)));
        }
        else
        {
            TVector lower = TOperation.Combine(First, Third);
            TVector upper = TOperation.Combine(Second, Fourth);
            four = Unsafe.BitCast<TVector, Lanes4>(TOperation.Combine(lower, upper));
        }

        Vector128<float> value = four.Value;
        value = TOperation.Combine(four, new Lanes4(Vector128.Shuffle(value, Vector128.Create(2, 3, 2, 3)))).Value;
        return TOperation.Combine(new Lanes4(value), new Lanes4(Vector128.Shuffle(value, Vector128.Create(1, 1, 1, 1)))).Value.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes4 HalveEight<TOperation>(Lanes8 eight)
        where TOperation : struct, IReductionOperation =>
        TOperation.Combine(new Lanes4(eight.Value.GetLower()), new Lanes4(eight.Value.GetUpper()));
}
