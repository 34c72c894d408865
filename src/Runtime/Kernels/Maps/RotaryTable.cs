using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>Cosines and sines of the angles of a shape, step after step; the same bits on every machine. Computed once.</summary>
internal static class RotaryTable<TShape>
    where TShape : struct, IRotaryShape
{
    /// <summary>The cosines: one for each pair of a head.</summary>
    public static readonly float[] Cosines = Of(PortableMath.CosineOfHalfTurns);

    /// <summary>The sines.</summary>
    public static readonly float[] Sines = Of(turns => PortableMath.CosineOfHalfTurns(turns - 0.5));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Of(Func<double, double> function)
    {
        int pairs = TShape.HeadSize / 2;
        var table = new float[TShape.Steps * pairs];
        double root = PortableMath.Root(TShape.Base, pairs);
        for (int pair = 0; pair < pairs; pair++)
        {
            double turns = 1 / (Math.PI * PortableMath.Power(root, pair));
            for (int step = 0; step < TShape.Steps; step++)
                table[(step * pairs) + pair] = (float)function(step * turns);
        }

        return table;
    }
}
