using System.Globalization;
using ModelCompiler;

namespace EdgeInference;

/// <summary>Answers each line of readings with a line: the state and its probability.</summary>
public static class Classification
{
    /// <summary>Reads to the end of the input. A line that cannot be read is reported and skipped.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">Lines of readings; empty lines are skipped.</param>
    /// <param name="output">Receives the answers.</param>
    /// <param name="errors">Receives what is wrong with a line.</param>
    /// <param name="bits">Answer with the bits of all probabilities instead, to compare them exactly.</param>
    /// <returns>Whether every line could be read.</returns>
    public static bool Run(MachineClassifier model, TextReader input, TextWriter output, TextWriter errors, bool bits)
    {
        bool complete = true;
        Span<float> values = stackalloc float[MachineClassifier.InputSize];
        Span<float> probabilities = stackalloc float[MachineClassifier.OutputSize];
        for (int number = 1; input.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                Reading.Parse(line, values);
            }
            catch (FormatException problem)
            {
                errors.WriteLine($"line {number}: {problem.Message}");
                complete = false;
                continue;
            }

            model.Predict(values, probabilities);
            output.WriteLine(bits ? Bits(probabilities) : Answer(probabilities));
        }

        return complete;
    }

    private static string Answer(ReadOnlySpan<float> probabilities)
    {
        int state = Classes.Largest(probabilities);
        return string.Create(CultureInfo.InvariantCulture, $"{(MachineState)state} {probabilities[state]:F3}");
    }

    private static string Bits(ReadOnlySpan<float> probabilities)
    {
        string[] words = new string[probabilities.Length];
        for (int i = 0; i < words.Length; i++)
            words[i] = BitConverter.SingleToUInt32Bits(probabilities[i]).ToString("X8", CultureInfo.InvariantCulture);
        return string.Join(' ', words);
    }
}
