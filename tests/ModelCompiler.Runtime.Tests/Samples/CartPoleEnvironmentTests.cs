using CartPole;

namespace ModelCompiler.Runtime.Tests.Samples;

/// <summary>
/// The sample's cart and pole against trajectories of Gymnasium's equations, computed in double precision by other means.
/// </summary>
public sealed class CartPoleEnvironmentTests
{
    private static readonly double[] _start = [0.01, -0.02, 0.03, 0.04];

    public static TheoryData<string, double[], int[], double[], bool> Trajectories { get; } =
        new()
        {
            {
                "both directions",
                _start,
                [1, 1, 0, 1, 0],
                [0.03133333989170178, 0.17349499275068458, 0.0006599578018962032, -0.21681286835696195],
                false
            },
            {
                "falls to the left",
                _start,
                [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
                [0.18148412486073115, 1.9330643896994748, -0.2235691808247548, -2.984082745435586],
                true
            },
            {
                "falls to the right",
                _start,
                [0, 0, 0, 0, 0, 0, 0, 0, 0],
                [-0.13453141055586856, -1.7831285528273266, 0.25941437915620413, 2.90685499609435],
                true
            },
            { "leaves the track", [2.39, 1, 0, 0], [1], [2.41, 1.1951219512195121, 0, -0.2926829268292683], true },
        };

    [Theory]
    [MemberData(nameof(Trajectories))]
    public void MovesAsGymnasium(string name, double[] start, int[] actions, double[] expected, bool fails)
    {
        var environment = new CartPoleEnvironment(seed: 1);
        environment.Reset(start[0], start[1], start[2], start[3]);
        foreach (int action in actions.AsSpan(0, actions.Length - 1))
            Assert.Equal(EpisodeState.Running, environment.Step(action));
        Assert.Equal(fails ? EpisodeState.Failed : EpisodeState.Running, environment.Step(actions[^1]));
        float[] state = new float[CartPoleEnvironment.StateSize];
        environment.CopyState(state);
        for (int i = 0; i < state.Length; i++)
            Assert.True(Math.Abs(expected[i] - state[i]) < 1e-6, $"{name}: value {i} is {state[i]}, not {expected[i]}.");
    }

    [Fact]
    public void AnEpisodeEndsAtTheLimitOfStepsWithoutAllocations()
    {
        var environment = new CartPoleEnvironment(seed: 1);
        Assert.Equal(EpisodeState.OutOfTime, Balance(environment));
        environment.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();
        EpisodeState end = Balance(environment);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(EpisodeState.OutOfTime, end);
        Assert.Equal(CartPoleEnvironment.StepLimit, environment.Steps);
    }

    [Fact]
    public void StartsAreDifferentAndWithinTheirLimits()
    {
        var environment = new CartPoleEnvironment(seed: 1);
        var starts = new HashSet<float>();
        float[] state = new float[CartPoleEnvironment.StateSize];
        for (int episode = 0; episode < 100; episode++)
        {
            environment.Reset();
            environment.CopyState(state);
            foreach (float value in state)
            {
                Assert.InRange(value, -0.05f, 0.05f);
                starts.Add(value);
            }
        }

        Assert.InRange(starts.Count, 395, 400);
        Assert.InRange(starts.Min(), -0.05f, -0.045f);
        Assert.InRange(starts.Max(), 0.045f, 0.05f);
    }

    // A rule by hand that never lets the pole fall.
    private static EpisodeState Balance(CartPoleEnvironment environment)
    {
        Span<float> state = stackalloc float[CartPoleEnvironment.StateSize];
        EpisodeState end = EpisodeState.Running;
        while (end == EpisodeState.Running)
        {
            environment.CopyState(state);
            end = environment.Step((3 * state[2]) + state[3] + (0.1f * state[0]) + (0.3f * state[1]) > 0 ? 1 : 0);
        }

        return end;
    }
}
