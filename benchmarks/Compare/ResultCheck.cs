using System.Globalization;
using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>Checks before measuring that engines compute the same: a fast wrong answer is not a result.</summary>
internal static class ResultCheck
{
    private const int TrainingSteps = 3;
    private const float CheckingLearningRate = 1e-2f;
    private const float Tolerance = 1e-3f;

    /// <summary>The workload as it is checked: with steps large enough to show in the loss.</summary>
    public static Workload ForChecking(Workload workload) =>
        workload.Training is null ? workload : workload with { Training = workload.Training with { LearningRate = CheckingLearningRate } };

    /// <summary>What an engine computes for a workload from <see cref="ForChecking"/>.</summary>
    public static float[] ResultOf(Workload workload, Func<Workload, Engine> create)
    {
        using Engine engine = create(workload);
        engine.Run(workload.Training is null ? 1 : TrainingSteps);
        return engine.Result();
    }

    /// <summary>Compares results element by element.</summary>
    /// <exception cref="InvalidOperationException">They differ by more than rounding explains.</exception>
    public static void Compare(string workload, string engine, float[] expected, float[] actual)
    {
        if (expected.Length != actual.Length)
            throw new InvalidOperationException($"{engine} computes {actual.Length} values for '{workload}' instead of {expected.Length}.");
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i]))))
                throw new InvalidOperationException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{engine} computes {actual[i]} for '{workload}' at {i} instead of {expected[i]}."
                    )
                );
        }
    }
}
