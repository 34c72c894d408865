namespace ModelCompiler;

/// <summary>The smooth way from one rate to another that several schedules share.</summary>
internal static class Annealing
{
    /// <summary>
    /// Half a cosine from <paramref name="start"/> to <paramref name="end"/>, as <paramref name="done"/> goes from 0 to 1.
    /// </summary>
    internal static double Cosine(double start, double end, double done) => end + ((start - end) / 2 * (1 + PortableMath.CosinePi(done)));
}
