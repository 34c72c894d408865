using CartPole;

namespace ModelCompiler.Runtime.Tests.Samples;

/// <summary>The gradient of the sample's actor-critic against differences of its objective in double precision.</summary>
public sealed class PolicyObjectiveTests
{
    private const int BatchSize = 4;
    private static readonly PolicyObjective _objective = new(ClipRange: 0.2f, ValueWeight: 0.5f, EntropyWeight: 0.1f);
    private static readonly float[] _outputs = [0.3f, -0.7f, 1.1f, 2.5f];

    // The first action has a probability of 0.27 now: with what it was, the ratio is below, within or above what is not clipped.
    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(0.5, -1.5)]
    [InlineData(0.27, 1.5)]
    [InlineData(0.27, -1.5)]
    [InlineData(0.1, 1.5)]
    [InlineData(0.1, -1.5)]
    public void GradientIsThatOfTheObjective(double oldProbability, double advantage)
    {
        var sample = new PolicySample(Action: 0, (float)Math.Log(oldProbability), (float)advantage, Return: 1.75f);
        float[] gradient = new float[_outputs.Length];
        _objective.Gradient(_outputs, sample, BatchSize, gradient);
        for (int i = 0; i < gradient.Length; i++)
        {
            const double Distance = 1e-5;
            double expected = (Objective(sample, i, Distance) - Objective(sample, i, -Distance)) / (2 * Distance * BatchSize);
            Assert.True(Math.Abs(expected - gradient[i]) < 1e-6, $"Output {i}: {gradient[i]}, not {expected}.");
        }
    }

    [Fact]
    public void GradientDoesNotAllocate()
    {
        var sample = new PolicySample(Action: 1, LogProbability: -1, Advantage: 1, Return: 1);
        float[] gradient = new float[_outputs.Length];
        _objective.Gradient(_outputs, sample, BatchSize, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _objective.Gradient(_outputs, sample, BatchSize, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Objective(PolicySample sample, int changed, double distance)
    {
        double[] outputs = [.. _outputs.Select((value, i) => value + (i == changed ? distance : 0))];
        double[] powers = [.. outputs[..^1].Select(Math.Exp)];
        double[] probabilities = [.. powers.Select(power => power / powers.Sum())];
        double ratio = probabilities[sample.Action] / Math.Exp(sample.LogProbability),
            clipped = Math.Clamp(ratio, 1 - (double)_objective.ClipRange, 1 + (double)_objective.ClipRange),
            entropy = -probabilities.Sum(probability => probability * Math.Log(probability)),
            error = outputs[^1] - sample.Return;
        return -Math.Min(ratio * sample.Advantage, clipped * sample.Advantage)
            + (_objective.ValueWeight * error * error / 2)
            - (_objective.EntropyWeight * entropy);
    }
}
