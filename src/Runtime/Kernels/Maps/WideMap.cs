using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>A function of one element of up to eight operands; generated code supplies it.</summary>
public interface IWideMap
{
    /// <summary>The function; operands that a map does not have are the first once more.</summary>
    static abstract TVector Apply<TVector>(
        TVector first,
        TVector second,
        TVector third,
        TVector fourth,
        TVector fifth,
        TVector sixth,
        TVector seventh,
        TVector eighth
    )
        where TVector : struct, IVector<TVector>;
}

/// <summary>
/// Where an operand of a <see cref="WideMap"/> lies. Distances are in floats; one of zero repeats a line or a sample.
/// </summary>
public readonly ref struct MapOperand
{
    private readonly ref readonly float _first;
    private readonly int _line;
    private readonly int _sample;

    /// <summary>An operand.</summary>
    /// <param name="first">The first value of the first sample.</param>
    /// <param name="line">The distance between its lines.</param>
    /// <param name="sample">The distance between its samples.</param>
    public MapOperand(ref readonly float first, int line, int sample)
    {
        _first = ref first;
        _line = line;
        _sample = sample;
    }

    /// <summary>The first value of a line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float At(int sample, int line) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in _first), ((nint)sample * _sample) + ((nint)line * _line));
}

/// <summary>
/// Applies a function of many operands to every value of a batch: of rows, which are single lines, or of images in whatever borders they
/// lie. Does not allocate.
/// </summary>
public static class WideMap
{
    /// <summary>Computes <c>y = f(a, b, ...)</c>; the result may lie where an operand does.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand.</param>
    /// <param name="c">The third operand.</param>
    /// <param name="d">The fourth operand.</param>
    /// <param name="e">The fifth operand.</param>
    /// <param name="f">The sixth operand.</param>
    /// <param name="g">The seventh operand.</param>
    /// <param name="h">The eighth operand.</param>
    /// <param name="y">The first value of the result.</param>
    /// <param name="lineY">The distance between its lines.</param>
    /// <param name="sampleY">The distance between its samples.</param>
    /// <param name="length">The values of a line.</param>
    /// <param name="zeros">The floats behind a line of the result that become zero.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TMap>(
        MapOperand a,
        MapOperand b,
        MapOperand c,
        MapOperand d,
        MapOperand e,
        MapOperand f,
        MapOperand g,
        MapOperand h,
        ref float y,
        int lineY,
        int sampleY,
        int length,
        int zeros,
        int lines,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TMap : struct, IWideMap
    {
        for (int run = 0; run < samples * lines; run++)
        {
            (int sample, int line) = Math.DivRem(run, lines);
            ref float result = ref Unsafe.Add(ref y, ((nint)sample * sampleY) + ((nint)line * lineY));
            Line<TVector, TMap>(
                ref a.At(sample, line),
                ref b.At(sample, line),
                ref c.At(sample, line),
                ref d.At(sample, line),
                ref e.At(sample, line),
                ref f.At(sample, line),
                ref g.At(sample, line),
                ref h.At(sample, line),
                ref result,
                length
            );
            for (int column = length; column < length + zeros; column++)
                Unsafe.Add(ref result, column) = 0f;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Line<TVector, TMap>(
        ref float a,
        ref float b,
        ref float c,
        ref float d,
        ref float e,
        ref float f,
        ref float g,
        ref float h,
        ref float y,
        int length
    )
        where TVector : struct, IVector<TVector>
        where TMap : struct, IWideMap
    {
        int column = 0;
        for (; column + TVector.Count <= length; column += TVector.Count)
        {
            TVector result = TMap.Apply(
                TVector.Load(in Unsafe.Add(ref a, column)),
                TVector.Load(in Unsafe.Add(ref b, column)),
                TVector.Load(in Unsafe.Add(ref c, column)),
                TVector.Load(in Unsafe.Add(ref d, column)),
                TVector.Load(in Unsafe.Add(ref e, column)),
                TVector.Load(in Unsafe.Add(ref f, column)),
                TVector.Load(in Unsafe.Add(ref g, column)),
                TVector.Load(in Unsafe.Add(ref h, column))
            );
            TVector.Store(result, ref Unsafe.Add(ref y, column));
        }

        if (column == length)
            return;
        int rest = length - column;
        TVector last = TMap.Apply(
            PartialVector.LoadApart<TVector>(in Unsafe.Add(ref a, column), rest),
            PartialVector.LoadApart<TVector>(in Unsafe.Add(ref b, column), rest),
            PartialVector.LoadApart<TVector>(in Unsafe.Add(ref c, column), rest),
            PartialVector.LoadApart<TVector>(in Unsafe.Add(ref d, column), rest),
            PartialVector.LoadApart<TVector>(in Unsafe.Add(ref e, column), rest),
            PartialVector.LoadApart<TVector>(in Unsafe.Add(ref f, column), rest),
            PartialVector.LoadApart<TVector>(in Unsafe.Add(ref g, column), rest),
            PartialVector.LoadApart<TVector>(in Unsafe.Add(ref h, column), rest)
        );
        PartialVector.Store(last, ref Unsafe.Add(ref y, column), rest);
    }
}
