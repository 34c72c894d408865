using CartPole;

namespace ModelCompiler.Runtime.Tests.Samples;

/// <summary>The sample's advantages against the sum that defines them.</summary>
public sealed class RolloutTests
{
    private const int Environments = 3;
    private const int Steps = 7;
    private const float Discount = 0.9f;
    private const float Decay = 0.8f;
    private static readonly float[] _lastValues = [0.5f, -1, 2];

    [Fact]
    public void AdvantagesAreDiscountedSumsOfSurprisesUpToTheEndOfAnEpisode()
    {
        Rollout rollout = Filled();
        rollout.ComputeAdvantages(_lastValues, Discount, Decay);
        double[] expected = [.. Enumerable.Range(0, rollout.Count).Select(row => Advantage(rollout, row))];
        double mean = expected.Average(),
            deviation = Math.Sqrt(expected.Average(value => (value - mean) * (value - mean)));
        for (int row = 0; row < rollout.Count; row++)
        {
            Assert.Equal(expected[row] + rollout.Values[row], rollout.Returns[row], 1e-5);
            Assert.Equal((expected[row] - mean) / deviation, rollout.Advantages[row], 1e-5);
        }
    }

    [Fact]
    public void AdvantagesDoNotAllocate()
    {
        Rollout rollout = Filled();
        rollout.ComputeAdvantages(_lastValues, Discount, Decay);
        long before = GC.GetAllocatedBytesForCurrentThread();
        rollout.ComputeAdvantages(_lastValues, Discount, Decay);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Rollout Filled()
    {
        var random = new RandomSequence(seed: 1);
        var rollout = new Rollout(Environments, Steps);
        for (int row = 0; row < rollout.Count; row++)
        {
            rollout.Values[row] = random.NextNormal();
            rollout.Rewards[row] = random.NextNormal();
        }

        // One environment whose episode goes on, one with two ends, one that ends with its last step.
        rollout.Ends[(2 * Environments) + 1] = rollout.Ends[(4 * Environments) + 1] = rollout.Ends[(6 * Environments) + 2] = true;
        return rollout;
    }

    private static double Advantage(Rollout rollout, int row)
    {
        double sum = 0,
            factor = 1;
        for (int at = row; at < rollout.Count; at += Environments)
        {
            double next = at + Environments < rollout.Count ? rollout.Values[at + Environments] : _lastValues[at % Environments];
            sum += factor * (rollout.Rewards[at] + (rollout.Ends[at] ? 0 : Discount * next) - rollout.Values[at]);
            factor *= (double)Discount * Decay;
            if (rollout.Ends[at])
                break;
        }

        return sum;
    }
}
