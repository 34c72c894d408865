using System.Globalization;

namespace EdgeInference;

/// <summary>One line of readings: six numbers, separated by commas, semicolons, spaces or tabs.</summary>
public static class Reading
{
    /// <summary>What the numbers are, in their order.</summary>
    public const string Columns = "speed (rpm), vibration (mm/s), crest factor, temperature (degrees C), current (A), sound (dB)";

    private static readonly char[] _separators = [',', ';', ' ', '\t'];
    private static readonly float[] _typical = [1480f, 2f, 3.2f, 55f, 6f, 70f];
    private static readonly float[] _spread = [25f, 1.2f, 1.2f, 10f, 2f, 5f];

    /// <summary>The number of values of a reading.</summary>
    public static int Size => _typical.Length;

    /// <summary>Reads a line without its state.</summary>
    /// <param name="line">Six numbers.</param>
    /// <param name="inputs">Receives what the model is fed: each value's distance from the typical one, in units of the usual
    /// spread.</param>
    /// <exception cref="FormatException">The line is not six finite numbers.</exception>
    public static void Parse(string line, Span<float> inputs) => Parse(Split(line), Size, inputs);

    /// <summary>Reads a line that ends with the state that the machine was in.</summary>
    /// <exception cref="FormatException">The line is not six finite numbers and a state.</exception>
    public static MachineState ParseLabelled(string line, Span<float> inputs)
    {
        string[] parts = Split(line);
        Parse(parts, Size + 1, inputs);
        if (!char.IsAsciiLetter(parts[^1][0]) || !Enum.TryParse(parts[^1], ignoreCase: true, out MachineState state))
            throw new FormatException($"'{parts[^1]}' is no state; use one of {string.Join(", ", Enum.GetNames<MachineState>())}");
        return state;
    }

    private static string[] Split(string line) => line.Split(_separators, StringSplitOptions.RemoveEmptyEntries);

    private static void Parse(string[] parts, int expected, Span<float> inputs)
    {
        if (parts.Length != expected)
            throw new FormatException($"{parts.Length} values instead of {expected}: {Columns}{(expected > Size ? ", state" : "")}");
        for (int i = 0; i < Size; i++)
        {
            if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
                throw new FormatException($"'{parts[i]}' is no number");
            inputs[i] = (value - _typical[i]) / _spread[i];
        }
    }
}
