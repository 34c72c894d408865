using ModelCompiler;

namespace CartPole;

/// <summary>How an episode stands after a step.</summary>
internal enum EpisodeState
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>The pole has fallen or the cart has left its track: no reward follows (terminated).</summary>
    Failed,

    /// <summary>The limit of steps has come: the pole still stands, and rewards would have followed (truncated).</summary>
    OutOfTime,
}

/// <summary>
/// CartPole-v1: a cart on a track is pushed to the left or to the right, and a pole on it must not fall. The reward is 1 for each step, so
/// that the return of an episode is its number of steps. Equations, constants, limits and Euler's integration in double precision are
/// those of Gymnasium (<c>gymnasium/envs/classic_control/cartpole.py</c>), which are those of Barto, Sutton and Anderson, "Neuronlike
/// adaptive elements that can solve difficult learning control problems" (1983), without friction as corrected by Florian, "Correct
/// equations for the dynamics of the cart-pole system" (2005). Not thread-safe; does not allocate after its construction.
/// </summary>
internal sealed class CartPoleEnvironment
{
    /// <summary>The values of a state: position in metres, velocity, angle from the upright in radians, angular velocity.</summary>
    public const int StateSize = 4;

    /// <summary>The actions: 0 pushes to the left, 1 to the right.</summary>
    public const int Actions = 2;

    /// <summary>The steps after which an episode ends in any case.</summary>
    public const int StepLimit = 500;

    private const double Gravity = 9.8;
    private const double CartMass = 1.0;
    private const double PoleMass = 0.1;
    private const double TotalMass = CartMass + PoleMass;
    private const double HalfPoleLength = 0.5;
    private const double PoleMoment = PoleMass * HalfPoleLength;
    private const double Force = 10.0;
    private const double SecondsPerStep = 0.02;
    private const double PositionLimit = 2.4;
    private const double AngleLimit = 12 * 2 * Math.PI / 360;
    private const double StartLimit = 0.05;

    private readonly RandomSequence _random;
    private double _position;
    private double _velocity;
    private double _angle;
    private double _angularVelocity;

    /// <summary>Begins a first episode.</summary>
    /// <param name="seed">Decides the starts of all episodes.</param>
    /// <param name="stream">Which of several environments of one seed this is.</param>
    public CartPoleEnvironment(ulong seed, int stream = 0)
    {
        _random = new RandomSequence(seed, RandomSequence.DefaultStream + (ulong)stream);
        Reset();
    }

    /// <summary>The steps of this episode so far: its return.</summary>
    public int Steps { get; private set; }

    /// <summary>Begins an episode: each value of the state uniform within 0.05 of zero.</summary>
    public void Reset() => Reset(StartValue(), StartValue(), StartValue(), StartValue());

    /// <summary>Begins an episode in a given state.</summary>
    public void Reset(double position, double velocity, double angle, double angularVelocity)
    {
        (_position, _velocity, _angle, _angularVelocity) = (position, velocity, angle, angularVelocity);
        Steps = 0;
    }

    /// <summary>Writes the state.</summary>
    /// <param name="state">Receives <see cref="StateSize"/> values.</param>
    public void CopyState(Span<float> state)
    {
        state[0] = (float)_position;
        state[1] = (float)_velocity;
        state[2] = (float)_angle;
        state[3] = (float)_angularVelocity;
    }

    /// <summary>Pushes the cart for a fiftieth of a second. After an episode has ended, <see cref="Reset()"/> comes first.</summary>
    /// <param name="action">0 or 1.</param>
    public EpisodeState Step(int action)
    {
        double force = action == 1 ? Force : -Force;
        (double sine, double cosine) = Math.SinCos(_angle);
        double push = (force + (PoleMoment * _angularVelocity * _angularVelocity * sine)) / TotalMass;
        double angularAcceleration =
            ((Gravity * sine) - (cosine * push)) / (HalfPoleLength * ((4.0 / 3.0) - (PoleMass * cosine * cosine / TotalMass)));
        double acceleration = push - (PoleMoment * angularAcceleration * cosine / TotalMass);

        // Explicit Euler: positions move by the velocities before the step.
        _position += SecondsPerStep * _velocity;
        _velocity += SecondsPerStep * acceleration;
        _angle += SecondsPerStep * _angularVelocity;
        _angularVelocity += SecondsPerStep * angularAcceleration;
        Steps++;
        if (Math.Abs(_position) > PositionLimit || Math.Abs(_angle) > AngleLimit)
            return EpisodeState.Failed;
        return Steps == StepLimit ? EpisodeState.OutOfTime : EpisodeState.Running;
    }

    private double StartValue() => StartLimit * ((2 * _random.NextUniform()) - 1);
}
