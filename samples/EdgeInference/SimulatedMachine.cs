using System.Globalization;
using ModelCompiler;

namespace EdgeInference;

/// <summary>
/// Stands in for the sensors of an asynchronous motor with four poles on 50 Hz: speed falls and current, warmth and sound rise with the
/// load; each fault shows in its own way and in any strength, so that slight faults look healthy. Every machine runs a little rougher,
/// warmer and louder than the next, and so a model that was trained on one is worse on another, until it is trained further.
/// </summary>
public sealed class SimulatedMachine
{
    private readonly RandomSequence _random;
    private readonly float _roughness;
    private readonly float _warmth;
    private readonly float _loudness;

    /// <summary>Builds a machine.</summary>
    /// <param name="seed">The same seed gives the same machine and the same readings.</param>
    public SimulatedMachine(ulong seed)
    {
        _random = new RandomSequence(seed);
        _roughness = Between(-0.3f, 1f);
        _warmth = Between(-5f, 12f);
        _loudness = Between(-5f, 5f);
    }

    /// <summary>The next reading, as a labelled line. The states take turns.</summary>
    public string NextLine(int number)
    {
        var state = (MachineState)(number % Enum.GetValues<MachineState>().Length);
        float load = Between(0.2f, 1f),
            severity = Between(0.15f, 1f);
        float vibration = 0.8f + _roughness + (0.7f * load),
            crest = 3.1f,
            temperature = 35f + _warmth + (25f * load),
            sound = 62f + _loudness + (9f * load);
        float speed = 1500f - (45f * load),
            current = 2.5f + (5.5f * load);
        switch (state)
        {
            case MachineState.Unbalanced:
                vibration += 3.5f * severity;
                crest -= 1.4f * severity;
                sound += 2f * severity;
                break;
            case MachineState.WornBearing:
                vibration += 0.6f * severity;
                crest += 3.5f * severity;
                temperature += 14f * severity;
                sound += 6f * severity;
                break;
            case MachineState.LooseMount:
                vibration += 2.5f * severity;
                crest += 1.1f * severity;
                sound += 5f * severity;
                speed += 6f * severity * _random.NextNormal();
                break;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Noisy(speed, 3f):F0},{Noisy(vibration, 0.2f):F2},{Noisy(crest, 0.25f):F2},"
                + $"{Noisy(temperature, 1.5f):F1},{Noisy(current, 0.2f):F2},{Noisy(sound, 1f):F1},{state}"
        );
    }

    private float Between(float low, float high) => low + ((high - low) * _random.NextUniform());

    private float Noisy(float value, float deviation) => MathF.Max(0f, value + (deviation * _random.NextNormal()));
}
