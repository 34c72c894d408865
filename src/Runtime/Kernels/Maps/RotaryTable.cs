namespace ModelCompiler.Kernels;

/// <summary>Cosines and sines of the angles of a shape, step after step; the same bits on every machine. Computed once.</summary>
internal static class RotaryTable<TShape>
    where TShape : struct, IRotaryShape
{
    /// <summary>The cosines: one for each pair of a head.</summary>
    public static readonly float[] Cosines = Of(PortableMath.Cosine);

    /// <summary>The sines.</summary>
    public static readonly float[] Sines = Of(angle => PortableMath.Cosine(angle - (Math.PI / 2)));

    private static float[] Of(Func<double, double> function)
    {
        int pairs = TShape.HeadSize / 2;
        var table = new float[TShape.Steps * pairs];
        double logarithm = PortableMath.Log(TShape.Base);
        for (int pair = 0; pair < pairs; pair++)
        {
            double turn = PortableMath.Exp(-2.0 * pair / TShape.HeadSize * logarithm);
            for (int step = 0; step < TShape.Steps; step++)
                table[(step * pairs) + pair] = (float)function(step * turn);
        }

        return table;
    }
}
