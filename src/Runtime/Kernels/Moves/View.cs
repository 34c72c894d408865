using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Moves the values of rows by nested loops: in each, source and result go on by a distance of their own. Permutations, slices and
/// repetitions, and their gradients. Distances are in floats. Does not allocate.
/// </summary>
public static class View
{
    /// <summary>Copies values: <c>y[sum of i to] = x[sum of i from]</c>. What no loop reaches stays as it is.</summary>
    /// <param name="x">The first value of the first row.</param>
    /// <param name="sampleX">The distance between its rows.</param>
    /// <param name="y">The first value of the first row of the result.</param>
    /// <param name="sampleY">The distance between its rows.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="extents">How often each loop runs, from the outermost to the innermost; at least one loop.</param>
    /// <param name="from">How far the source goes on in each.</param>
    /// <param name="to">How far the result goes on in each.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Copy(
        ref readonly float x,
        int sampleX,
        ref float y,
        int sampleY,
        int samples,
        ReadOnlySpan<int> extents,
        ReadOnlySpan<int> from,
        ReadOnlySpan<int> to
    )
    {
        int last = extents.Length - 1;
        bool isTransposition = last > 0 && from[last] == 1 && to[last] != 1 && to[last - 1] == 1;
        var loops = new Loops(extents, from, to, isTransposition ? 2 : 1);
        for (int sample = 0; sample < samples; sample++)
            loops.Copy(
                ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * sampleX),
                ref Unsafe.Add(ref y, (nint)sample * sampleY),
                loop: 0
            );
    }

    /// <summary>Adds values: <c>y[sum of i to] += x[sum of i from]</c>, in the order of the loops, whatever the vectors.</summary>
    /// <param name="x">The first value of the first row.</param>
    /// <param name="sampleX">The distance between its rows.</param>
    /// <param name="y">The first value of the first row of the result.</param>
    /// <param name="sampleY">The distance between its rows.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="extents">How often each loop runs, from the outermost to the innermost; at least one loop.</param>
    /// <param name="from">How far the source goes on in each.</param>
    /// <param name="to">How far the result goes on in each; zero adds up.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add<TVector>(
        ref readonly float x,
        int sampleX,
        ref float y,
        int sampleY,
        int samples,
        ReadOnlySpan<int> extents,
        ReadOnlySpan<int> from,
        ReadOnlySpan<int> to
    )
        where TVector : struct, IVector<TVector>
    {
        var loops = new Loops(extents, from, to, inner: 1);
        for (int sample = 0; sample < samples; sample++)
            loops.Add<TVector>(
                ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * sampleX),
                ref Unsafe.Add(ref y, (nint)sample * sampleY),
                loop: 0
            );
    }

    private readonly ref struct Loops(ReadOnlySpan<int> extents, ReadOnlySpan<int> from, ReadOnlySpan<int> to, int inner)
    {
        private readonly ReadOnlySpan<int> _extents = extents,
            _from = from,
            _to = to;
        private readonly int _inner = inner;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Copy(ref float x, ref float y, int loop)
        {
            int extent = _extents[loop],
                from = _from[loop],
                to = _to[loop];
            if (loop < _extents.Length - _inner)
                for (int i = 0; i < extent; i++)
                    Copy(ref Unsafe.Add(ref x, (nint)i * from), ref Unsafe.Add(ref y, (nint)i * to), loop + 1);
            else if (_inner == 2)
                Transposition.Run(ref x, from, ref y, _to[loop + 1], extent, _extents[loop + 1]);
            else if (from == 1 && to == 1)
                MemoryMarshal.CreateReadOnlySpan(ref x, extent).CopyTo(MemoryMarshal.CreateSpan(ref y, extent));
            else
                for (int i = 0; i < extent; i++)
                    Unsafe.Add(ref y, (nint)i * to) = Unsafe.Add(ref x, (nint)i * from);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add<TVector>(ref float x, ref float y, int loop)
            where TVector : struct, IVector<TVector>
        {
            int extent = _extents[loop],
                from = _from[loop],
                to = _to[loop];
            if (loop < _extents.Length - _inner)
                for (int i = 0; i < extent; i++)
                    Add<TVector>(ref Unsafe.Add(ref x, (nint)i * from), ref Unsafe.Add(ref y, (nint)i * to), loop + 1);
            else if (from == 1 && to == 1)
                AddRun<TVector>(ref x, ref y, extent);
            else if (from == 1 && to == 0)
                y += Reduction.Sum<TVector>(in x, extent);
            else
                for (int i = 0; i < extent; i++)
                    Unsafe.Add(ref y, (nint)i * to) += Unsafe.Add(ref x, (nint)i * from);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void AddRun<TVector>(ref float x, ref float y, int count)
            where TVector : struct, IVector<TVector>
        {
            int i = 0;
            for (; i + TVector.Count <= count; i += TVector.Count)
                TVector.Store(TVector.Load(in Unsafe.Add(ref y, i)) + TVector.Load(in Unsafe.Add(ref x, i)), ref Unsafe.Add(ref y, i));
            for (; i < count; i++)
                Unsafe.Add(ref y, i) += Unsafe.Add(ref x, i);
        }
    }
}
