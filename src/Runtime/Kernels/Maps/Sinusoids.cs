using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>Sines and cosines of the number of each step of a sequence. Adding them does not allocate.</summary>
public static class Sinusoids
{
    private const double Base = 10000;

    private static readonly ConcurrentDictionary<(int Steps, int Features), float[]> s_tables = new();

    /// <summary>
    /// For each step <c>sin(step / 10000^(2i / features))</c> in the place 2i and the cosine in the place 2i + 1, the same bits on every
    /// machine; rows are padded by zeros to whole vectors. Made once: later calls return the same table and do not allocate.
    /// </summary>
    /// <param name="steps">The steps.</param>
    /// <param name="features">The values of a step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] Table(int steps, int features) => s_tables.GetOrAdd((steps, features), static size => Create(size));

    /// <summary>Adds a table to the steps of each sample.</summary>
    /// <param name="positions">The first step.</param>
    /// <param name="layout">How steps lie.</param>
    /// <param name="table">What is added, as <see cref="Table"/> makes it.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="first">The number of the first step.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add<TVector>(ref float positions, PixelLayout layout, float[] table, int samples, int first = 0)
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        for (int step = 0; step < layout.Pixels; step++)
        {
            ref float row = ref Unsafe.Add(ref positions, ((nint)sample * layout.Sample) + ((nint)step * layout.Columns));
            ref float addend = ref table[(first + step) * layout.Columns];
            for (int column = 0; column < layout.Columns; column += TVector.Count)
            {
                ref float place = ref Unsafe.Add(ref row, column);
                TVector.Store(TVector.Load(in place) + TVector.Load(in Unsafe.Add(ref addend, column)), ref place);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Create((int Steps, int Features) size)
    {
        int columns = ParameterLayout.Padded(size.Features);
        float[] table = new float[size.Steps * columns];
        double ratio = PortableMath.Root(Base, size.Features);
        for (int feature = 0; feature < size.Features; feature++)
        {
            // 10000^(2i / features), a half turn being pi.
            double halfTurns = 1 / (PortableMath.Power(ratio, feature - (feature % 2)) * Math.PI);
            for (int step = 0; step < size.Steps; step++)
                table[(step * columns) + feature] = (float)
                    PortableMath.CosineOfHalfTurns((step * halfTurns) - (feature % 2 == 0 ? 0.5 : 0));
        }

        return table;
    }
}
