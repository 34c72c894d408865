using System.Globalization;

namespace EdgeInference;

/// <summary>What the command line asks for.</summary>
public sealed record Settings
{
    /// <summary>The help.</summary>
    public const string Usage = """
        EdgeInference                                classify lines of standard input
        EdgeInference --train READINGS --save FILE   train on labelled lines, write the new weights
        EdgeInference --simulate COUNT               print labelled lines of a simulated machine

          --weights FILE   use these weights instead of the ones in the program
          --fresh          with --train: start from new weights
          --bits           answer with the bits of the probabilities
          --seed N         with --simulate: another machine; 1
        """;

    /// <summary>The file of labelled readings to train on.</summary>
    public string? Train { get; private set; }

    /// <summary>Where trained weights go.</summary>
    public string? Save { get; private set; }

    /// <summary>The file of weights to use instead of the embedded ones.</summary>
    public string? Weights { get; private set; }

    /// <summary>The number of lines to simulate; 0 for none.</summary>
    public int Simulate { get; private set; }

    /// <summary>Decides the simulated readings.</summary>
    public ulong Seed { get; private set; } = 1;

    /// <summary>Train from new weights.</summary>
    public bool Fresh { get; private set; }

    /// <summary>Answer with bits.</summary>
    public bool Bits { get; private set; }

    /// <summary>Print the help.</summary>
    public bool Help { get; private set; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown, lacks its value, or does not go with the others.</exception>
    public static Settings Parse(ReadOnlySpan<string> arguments)
    {
        var settings = new Settings();
        for (int i = 0; i < arguments.Length; i++)
        {
            string option = arguments[i];
            switch (option)
            {
                case "--train":
                    settings.Train = Value(arguments, ref i);
                    break;
                case "--save":
                    settings.Save = Value(arguments, ref i);
                    break;
                case "--weights":
                    settings.Weights = Value(arguments, ref i);
                    break;
                case "--simulate":
                    settings.Simulate = (int)Number(arguments, ref i, maximum: int.MaxValue);
                    break;
                case "--seed":
                    settings.Seed = Number(arguments, ref i, maximum: ulong.MaxValue);
                    break;
                case "--fresh":
                    settings.Fresh = true;
                    break;
                case "--bits":
                    settings.Bits = true;
                    break;
                case "--help" or "-h":
                    settings.Help = true;
                    break;
                default:
                    throw new FormatException($"unknown option '{option}'");
            }
        }

        if (settings.Train is null != settings.Save is null)
            throw new FormatException("--train and --save go together");
        if (settings.Fresh && (settings.Train is null || settings.Weights is not null))
            throw new FormatException("--fresh goes with --train and without --weights");
        return settings;
    }

    private static string Value(ReadOnlySpan<string> arguments, ref int position) =>
        position + 1 < arguments.Length ? arguments[++position] : throw new FormatException($"{arguments[position]} needs a value");

    private static ulong Number(ReadOnlySpan<string> arguments, ref int position, ulong maximum)
    {
        string option = arguments[position],
            text = Value(arguments, ref position);
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) && number >= 1 && number <= maximum
            ? number
            : throw new FormatException($"{option} needs a whole number from 1 to {maximum}, not '{text}'");
    }
}
