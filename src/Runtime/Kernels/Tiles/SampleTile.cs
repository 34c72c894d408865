using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Register tiles for one sample. A single sample gives each column one sum, too few to hide the latency of the multiplier,
/// so four streams are summed side by side: four panels of columns, or four blocks of k.
/// </summary>
internal static class SampleTile
{
    /// <summary>Sums one block of k for two vectors of columns in each of four consecutive full panels.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void FourPanels<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        TileStart start,
        ref float y,
        ref float saved,
        int inner,
        bool add,
        bool last
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        const int PanelWidth = ParameterLayout.PanelWidth;
        TVector s00 = Start<TVector>(in bias, 0 * PanelWidth, start);
        TVector s01 = Start<TVector>(in bias, (0 * PanelWidth) + TVector.Count, start);
        TVector s10 = Start<TVector>(in bias, 1 * PanelWidth, start);
        TVector s11 = Start<TVector>(in bias, (1 * PanelWidth) + TVector.Count, start);
        TVector s20 = Start<TVector>(in bias, 2 * PanelWidth, start);
        TVector s21 = Start<TVector>(in bias, (2 * PanelWidth) + TVector.Count, start);
        TVector s30 = Start<TVector>(in bias, 3 * PanelWidth, start);
        TVector s31 = Start<TVector>(in bias, (3 * PanelWidth) + TVector.Count, start);
        ref float right = ref Unsafe.AsRef(in w);
        ref float right1 = ref Panel<TShape>(ref right, 1),
            right2 = ref Panel<TShape>(ref right, 2),
            right3 = ref Panel<TShape>(ref right, 3);
        for (int k = 0; k < inner; k++)
        {
            // Where a distance of panels is part of an address, one pointer leads to all of them, and the others are dead.
            if (HasLongDistances)
            {
                right1 = ref Panel<TShape>(ref right, 1);
                right2 = ref Panel<TShape>(ref right, 2);
                right3 = ref Panel<TShape>(ref right, 3);
            }

            TVector value = TVector.CreateFactor(Unsafe.Add(ref Unsafe.AsRef(in x), k));
            s00 = TVector.MultiplyAddFactor(value, in right, s00);
            s01 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right, TVector.Count), s01);
            s10 = TVector.MultiplyAddFactor(value, in right1, s10);
            s11 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right1, TVector.Count), s11);
            s20 = TVector.MultiplyAddFactor(value, in right2, s20);
            s21 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right2, TVector.Count), s21);
            s30 = TVector.MultiplyAddFactor(value, in right3, s30);
            s31 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right3, TVector.Count), s31);
            right = ref Unsafe.Add(ref right, PanelWidth);
            if (!HasLongDistances)
            {
                right1 = ref Unsafe.Add(ref right1, PanelWidth);
                right2 = ref Unsafe.Add(ref right2, PanelWidth);
                right3 = ref Unsafe.Add(ref right3, PanelWidth);
            }
        }

        Finish<TVector, TEpilogue>(s00, ref y, ref saved, 0 * PanelWidth, add, last);
        Finish<TVector, TEpilogue>(s01, ref y, ref saved, (0 * PanelWidth) + TVector.Count, add, last);
        Finish<TVector, TEpilogue>(s10, ref y, ref saved, 1 * PanelWidth, add, last);
        Finish<TVector, TEpilogue>(s11, ref y, ref saved, (1 * PanelWidth) + TVector.Count, add, last);
        Finish<TVector, TEpilogue>(s20, ref y, ref saved, 2 * PanelWidth, add, last);
        Finish<TVector, TEpilogue>(s21, ref y, ref saved, (2 * PanelWidth) + TVector.Count, add, last);
        Finish<TVector, TEpilogue>(s30, ref y, ref saved, 3 * PanelWidth, add, last);
        Finish<TVector, TEpilogue>(s31, ref y, ref saved, (3 * PanelWidth) + TVector.Count, add, last);
    }

    /// <summary>
    /// Sums up to four consecutive blocks of k side by side for one or two vectors of columns, then adds the blocks' sums in order.
    /// All blocks are as long as the shape says but the last, which is <paramref name="lastBlock"/> long.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Blocks<TVector, TShape, TSize, TStrides, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        TileStart start,
        ref float y,
        ref float saved,
        int lastBlock,
        bool add,
        bool last
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TSize : struct, ITileSize
        where TStrides : struct, ITileStrides
        where TEpilogue : struct, IEpilogue
    {
        TVector s00 = Start<TVector>(in bias, 0, start);
        TVector s01 = TSize.Vectors > 1 ? Start<TVector>(in bias, TVector.Count, start) : s00;
        TVector s10 = TVector.Zero,
            s11 = TVector.Zero,
            s20 = TVector.Zero,
            s21 = TVector.Zero,
            s30 = TVector.Zero,
            s31 = TVector.Zero;
        ref float left = ref Unsafe.AsRef(in x);
        ref float right = ref Unsafe.AsRef(in w);
        int k = 0;
        for (; k < lastBlock; k++)
        {
            {
                TVector value = TVector.CreateFactor(left);
                s00 = TVector.MultiplyAddFactor(value, in right, s00);
                if (TSize.Vectors > 1)
                    s01 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right, TVector.Count), s01);
            }

            if (Unsafe.SizeOf<TSize>() > 1)
            {
                TVector value = TVector.CreateFactor(Unsafe.Add(ref left, 1 * TShape.Block));
                s10 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right, 1 * TShape.Block * TStrides.RightInner), s10);
                if (TSize.Vectors > 1)
                    s11 = TVector.MultiplyAddFactor(
                        value,
                        in Unsafe.Add(ref right, (1 * TShape.Block * TStrides.RightInner) + TVector.Count),
                        s11
                    );
            }

            if (Unsafe.SizeOf<TSize>() > 2)
            {
                TVector value = TVector.CreateFactor(Unsafe.Add(ref left, 2 * TShape.Block));
                s20 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right, 2 * TShape.Block * TStrides.RightInner), s20);
                if (TSize.Vectors > 1)
                    s21 = TVector.MultiplyAddFactor(
                        value,
                        in Unsafe.Add(ref right, (2 * TShape.Block * TStrides.RightInner) + TVector.Count),
                        s21
                    );
            }

            if (Unsafe.SizeOf<TSize>() > 3)
            {
                TVector value = TVector.CreateFactor(Unsafe.Add(ref left, 3 * TShape.Block));
                s30 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right, 3 * TShape.Block * TStrides.RightInner), s30);
                if (TSize.Vectors > 1)
                    s31 = TVector.MultiplyAddFactor(
                        value,
                        in Unsafe.Add(ref right, (3 * TShape.Block * TStrides.RightInner) + TVector.Count),
                        s31
                    );
            }

            left = ref Unsafe.Add(ref left, 1);
            right = ref Unsafe.Add(ref right, TStrides.RightInner);
        }

        // The last block is the shorter one: the others go on without it.
        for (; Unsafe.SizeOf<TSize>() > 1 && k < TShape.Block; k++)
        {
            {
                TVector value = TVector.CreateFactor(left);
                s00 = TVector.MultiplyAddFactor(value, in right, s00);
                if (TSize.Vectors > 1)
                    s01 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right, TVector.Count), s01);
            }

            if (Unsafe.SizeOf<TSize>() > 2)
            {
                TVector value = TVector.CreateFactor(Unsafe.Add(ref left, 1 * TShape.Block));
                s10 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right, 1 * TShape.Block * TStrides.RightInner), s10);
                if (TSize.Vectors > 1)
                    s11 = TVector.MultiplyAddFactor(
                        value,
                        in Unsafe.Add(ref right, (1 * TShape.Block * TStrides.RightInner) + TVector.Count),
                        s11
                    );
            }

            if (Unsafe.SizeOf<TSize>() > 3)
            {
                TVector value = TVector.CreateFactor(Unsafe.Add(ref left, 2 * TShape.Block));
                s20 = TVector.MultiplyAddFactor(value, in Unsafe.Add(ref right, 2 * TShape.Block * TStrides.RightInner), s20);
                if (TSize.Vectors > 1)
                    s21 = TVector.MultiplyAddFactor(
                        value,
                        in Unsafe.Add(ref right, (2 * TShape.Block * TStrides.RightInner) + TVector.Count),
                        s21
                    );
            }

            left = ref Unsafe.Add(ref left, 1);
            right = ref Unsafe.Add(ref right, TStrides.RightInner);
        }

        Merge<TVector, TSize, TEpilogue>(s00, s10, s20, s30, ref y, ref saved, 0, add, last);
        if (TSize.Vectors > 1)
            Merge<TVector, TSize, TEpilogue>(s01, s11, s21, s31, ref y, ref saved, TVector.Count, add, last);
    }

    /// <summary>Whether any distance fits an address, as on x64; on Arm64 a few kilobytes do. A constant for the compiler.</summary>
    private static bool HasLongDistances
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !AdvSimd.IsSupported;
    }

    /// <summary>The same place some panels further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Panel<TShape>(ref float place, int panels)
        where TShape : struct, IContractionShape => ref Unsafe.Add(ref place, panels * ParameterLayout.PanelWidth * TShape.Inner);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Start<TVector>(ref readonly float bias, int position, TileStart start)
        where TVector : struct, IVector<TVector> =>
        start == TileStart.Bias ? TVector.Load(in Unsafe.Add(ref Unsafe.AsRef(in bias), position)) : TVector.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Merge<TVector, TSize, TEpilogue>(
        TVector sum0,
        TVector sum1,
        TVector sum2,
        TVector sum3,
        ref float y,
        ref float saved,
        int position,
        bool add,
        bool last
    )
        where TVector : struct, IVector<TVector>
        where TSize : struct, ITileSize
        where TEpilogue : struct, IEpilogue
    {
        if (add)
            sum0 = TVector.Load(in Unsafe.Add(ref y, position)) + sum0;
        if (Unsafe.SizeOf<TSize>() > 1)
            sum0 += sum1;
        if (Unsafe.SizeOf<TSize>() > 2)
            sum0 += sum2;
        if (Unsafe.SizeOf<TSize>() > 3)
            sum0 += sum3;
        Finish<TVector, TEpilogue>(sum0, ref y, ref saved, position, add: false, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Finish<TVector, TEpilogue>(TVector sum, ref float y, ref float saved, int position, bool add, bool last)
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue
    {
        ref float place = ref Unsafe.Add(ref y, position);
        if (add)
            sum = TVector.Load(in place) + sum;
        if (last)
            TEpilogue.Store(sum, ref place, ref Unsafe.Add(ref saved, position));
        else
            TVector.Store(sum, ref place);
    }
}
