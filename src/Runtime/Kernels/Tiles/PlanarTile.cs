using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// One register tile of a planar convolution: up to eight channels by one or two vectors of neighbouring pixels, every sum in a register of
/// its own. A sum goes over the lines of the window and then its pixels, as in <see cref="Convolution"/>, so the bits are the same.
/// </summary>
internal static class PlanarTile
{
    /// <summary>
    /// The distance between the two vectors of a tile: in a line of less than two they overlap, and compute the same twice rather than what
    /// nobody needs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Distance<TVector, TShape>()
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPlanarShape => Math.Min(TVector.Count, TShape.Pixels - TVector.Count);

    /// <summary>The distance between the planes of two channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Plane<TShape>()
        where TShape : struct, IPlanarShape => (TShape.Pixels + 15) & ~15;

    /// <summary>Computes one tile.</summary>
    /// <param name="x">The first value of the first pixel's window.</param>
    /// <param name="w">The element (first k, first channel).</param>
    /// <param name="bias">What the sums of the first channel start from, or the epilogue's table at it.</param>
    /// <param name="hasBias">Whether there is either; otherwise sums start from zero.</param>
    /// <param name="planes">The first pixel in the plane of the first channel.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TShape, TSize, TEpilogue>(ref float x, ref float w, ref float bias, bool hasBias, ref float planes)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPlanarShape
        where TSize : struct, IPlanarSize
        where TEpilogue : struct, IEpilogue
    {
        TVector s00 = Start<TVector, TSize, TEpilogue>(ref bias, hasBias, 0),
            s01 = s00;
        TVector s10 = Start<TVector, TSize, TEpilogue>(ref bias, hasBias, 1),
            s11 = s10;
        TVector s20 = Start<TVector, TSize, TEpilogue>(ref bias, hasBias, 2),
            s21 = s20;
        TVector s30 = Start<TVector, TSize, TEpilogue>(ref bias, hasBias, 3),
            s31 = s30;
        TVector s40 = Start<TVector, TSize, TEpilogue>(ref bias, hasBias, 4),
            s41 = s40;
        TVector s50 = Start<TVector, TSize, TEpilogue>(ref bias, hasBias, 5),
            s51 = s50;
        TVector s60 = Start<TVector, TSize, TEpilogue>(ref bias, hasBias, 6),
            s61 = s60;
        TVector s70 = Start<TVector, TSize, TEpilogue>(ref bias, hasBias, 7),
            s71 = s70;
        ref float left = ref x;
        ref float right = ref w;
        for (int line = 0; line < TShape.KernelLines; line++)
        {
            for (int pixel = 0; pixel < TShape.KernelPixels; pixel++)
            {
                TVector x0 = TVector.Load(in left);
                TVector x1 = TSize.Vectors > 1 ? TVector.Load(in Unsafe.Add(ref left, Distance<TVector, TShape>())) : x0;
                Add<TVector, TSize>(ref right, 0, x0, x1, ref s00, ref s01);
                Add<TVector, TSize>(ref right, 1, x0, x1, ref s10, ref s11);
                Add<TVector, TSize>(ref right, 2, x0, x1, ref s20, ref s21);
                Add<TVector, TSize>(ref right, 3, x0, x1, ref s30, ref s31);
                Add<TVector, TSize>(ref right, 4, x0, x1, ref s40, ref s41);
                Add<TVector, TSize>(ref right, 5, x0, x1, ref s50, ref s51);
                Add<TVector, TSize>(ref right, 6, x0, x1, ref s60, ref s61);
                Add<TVector, TSize>(ref right, 7, x0, x1, ref s70, ref s71);
                left = ref Unsafe.Add(ref left, TShape.LeftKernelPixel);
                right = ref Unsafe.Add(ref right, TShape.Columns);
            }

            left = ref Unsafe.Add(ref left, TShape.LeftKernelLine - (TShape.KernelPixels * TShape.LeftKernelPixel));
        }

        Finish<TVector, TShape, TSize, TEpilogue>(s00, s01, ref bias, ref planes, 0);
        Finish<TVector, TShape, TSize, TEpilogue>(s10, s11, ref bias, ref planes, 1);
        Finish<TVector, TShape, TSize, TEpilogue>(s20, s21, ref bias, ref planes, 2);
        Finish<TVector, TShape, TSize, TEpilogue>(s30, s31, ref bias, ref planes, 3);
        Finish<TVector, TShape, TSize, TEpilogue>(s40, s41, ref bias, ref planes, 4);
        Finish<TVector, TShape, TSize, TEpilogue>(s50, s51, ref bias, ref planes, 5);
        Finish<TVector, TShape, TSize, TEpilogue>(s60, s61, ref bias, ref planes, 6);
        Finish<TVector, TShape, TSize, TEpilogue>(s70, s71, ref bias, ref planes, 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start<TVector, TSize, TEpilogue>(ref float bias, bool hasBias, int row)
        where TVector : struct, IVector<TVector>
        where TSize : struct, IPlanarSize
        where TEpilogue : struct, IEpilogue =>
        TSize.Rows > row && TEpilogue.TableColumns == 0 && hasBias ? TVector.Create(Unsafe.Add(ref bias, row)) : TVector.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVector, TSize>(ref float weight, int row, TVector x0, TVector x1, ref TVector sum0, ref TVector sum1)
        where TVector : struct, IVector<TVector>
        where TSize : struct, IPlanarSize
    {
        if (TSize.Rows <= row)
            return;
        TVector value = TVector.CreateFactor(Unsafe.Add(ref weight, row));
        sum0 = TVector.MultiplyAddFactor(value, x0, sum0);
        if (TSize.Vectors > 1)
            sum1 = TVector.MultiplyAddFactor(value, x1, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVector, TShape, TSize, TEpilogue>(TVector sum0, TVector sum1, ref float table, ref float planes, int row)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPlanarShape
        where TSize : struct, IPlanarSize
        where TEpilogue : struct, IEpilogue
    {
        if (TSize.Rows <= row)
            return;
        if (TEpilogue.TableColumns > 0)
        {
            TVector scale = TVector.Create(Unsafe.Add(ref table, (ChannelTable.Scale * TEpilogue.TableColumns) + row));
            TVector shift = TVector.Create(Unsafe.Add(ref table, (ChannelTable.Folded * TEpilogue.TableColumns) + row));
            sum0 = TVector.MultiplyAdd(sum0, scale, shift);
            sum1 = TVector.MultiplyAdd(sum1, scale, shift);
        }

        ref float place = ref Unsafe.Add(ref planes, row * Plane<TShape>());
        TEpilogue.Store(sum0, ref place, ref place);
        if (TSize.Vectors > 1)
        {
            place = ref Unsafe.Add(ref place, Distance<TVector, TShape>());
            TEpilogue.Store(sum1, ref place, ref place);
        }
    }
}

/// <summary>The size of a planar tile, as constants of a type.</summary>
internal interface IPlanarSize
{
    /// <summary>The number of channels.</summary>
    static abstract int Rows { get; }

    /// <summary>1 or 2 vectors of places.</summary>
    static abstract int Vectors { get; }
}

/// <summary>The channels that a tile takes first: all of them, or half where sixteen registers do not hold the sums of all.</summary>
internal readonly struct FirstChannels<TVector, TShape, TVectors> : IPlanarSize
    where TVector : struct, IVector<TVector>
    where TShape : struct, IPlanarShape
    where TVectors : struct, IVectorsPerTile
{
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Registers.Are32<TVector>() || TShape.Channels <= 6 ? TShape.Channels : (TShape.Channels + 1) / 2;
    }

    public static int Vectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TVectors.Count;
    }
}

/// <summary>The channels that remain, if any.</summary>
internal readonly struct LastChannels<TVector, TShape, TVectors> : IPlanarSize
    where TVector : struct, IVector<TVector>
    where TShape : struct, IPlanarShape
    where TVectors : struct, IVectorsPerTile
{
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Channels - FirstChannels<TVector, TShape, TVectors>.Rows;
    }

    public static int Vectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TVectors.Count;
    }
}
