using System.Globalization;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Tries random declarations one batch after the other, for as long as one wants, and prints what it finds.</summary>
internal static class DeclarationStream
{
    /// <summary>
    /// Runs until the number of declarations in <c>MODELCOMPILER_RANDOM_COUNT</c> has been tried (1,000 by default), from the seed in
    /// <c>MODELCOMPILER_RANDOM_SEED</c> on (1 by default), as far as the <see cref="Depth"/> in <c>MODELCOMPILER_RANDOM_MODE</c> says
    /// (<c>Run</c> by default).
    /// </summary>
    /// <returns>The number of faults.</returns>
    public static int Run(TextWriter writer)
    {
        int seed = Variable("SEED", 1),
            count = Variable("COUNT", 1000);
        var run = new DeclarationRun(
            Enum.TryParse(Environment.GetEnvironmentVariable("MODELCOMPILER_RANDOM_MODE"), ignoreCase: true, out Depth depth)
                ? depth
                : Depth.Run
        );
        int faults = 0;
        for (int tried = 0; tried < count; tried += DeclarationRun.BatchSize)
        {
            IReadOnlyList<Fault> found = run.Try(seed + tried, Math.Min(DeclarationRun.BatchSize, count - tried));
            foreach (Fault fault in found)
                writer.WriteLine(fault + "\n");
            writer.Flush();
            foreach (Fault fault in found.DistinctBy(fault => fault.Kind))
                writer.WriteLine("Smaller: " + run.Shrink(fault) + "\n");
            faults += found.Count;

            writer.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"to seed {seed + run.Compiled - 1}: {Report(run)}, {faults} faults")
            );
            writer.Flush();
        }

        return faults;
    }

    /// <summary>What a run has done, in one line.</summary>
    public static string Report(DeclarationRun run) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Compiled} compiled in {run.Compiling.TotalSeconds:0.0} s, {run.Compared} compared in "
                + $"{run.Running.TotalSeconds:0.0} s, {run.ComparedGradients} with gradients, {run.ComparedOpinions} with ONNX Runtime"
        );

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable("MODELCOMPILER_RANDOM_" + name), CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;
}
