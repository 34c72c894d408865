using System.Globalization;
using ModelCompiler.Importing;
using ModelCompiler.Onnx;
using ModelCompiler.Tool;

namespace ModelCompiler.Onnx.Tests.Harness;

/// <summary>What became of one case.</summary>
/// <param name="Name">The case.</param>
/// <param name="Network">What it was imported as, or null.</param>
/// <param name="Message">Why it was refused, what is wrong, or empty.</param>
/// <param name="IsEqual">Whether all outputs are those expected, by the tolerance asked for.</param>
/// <param name="IsClose">The same by 1e-5 and 1e-7.</param>
internal sealed record CaseResult(string Name, ImportedNetwork? Network, string Message, bool IsEqual, bool IsClose);

/// <summary>Imports many cases, compiles them together and compares what they compute.</summary>
internal static class ImportRun
{
    private const int Together = 60;

    /// <summary>The result of each case.</summary>
    /// <param name="names">The cases.</param>
    /// <param name="hasParameters">Whether inputs but the first are parameters.</param>
    /// <param name="relative">The relative tolerance.</param>
    /// <param name="absolute">The absolute tolerance.</param>
    /// <param name="options">Options by the name of a case; null for none.</param>
    public static List<CaseResult> Of(
        IEnumerable<string> names,
        bool hasParameters,
        double relative,
        double absolute,
        Func<OnnxCase, ImportOptions>? options = null
    )
    {
        var results = new List<CaseResult>();
        var open = new List<(OnnxCase Case, ImportedNetwork Network)>();
        foreach (string name in names)
        {
            try
            {
                OnnxCase read = OnnxCase.Read(name, hasParameters);
                ImportOptions given = options?.Invoke(read) ?? new ImportOptions();
                string className = string.Create(CultureInfo.InvariantCulture, $"Case{results.Count + open.Count}");
                open.Add((read, OnnxImporter.Import(read.Model, name, given with { Name = className })));
            }
            catch (Exception exception) when (exception is ImportRefusedException or OnnxFormatException)
            {
                results.Add(new CaseResult(name, null, exception.Message, false, false));
            }
        }

        foreach ((OnnxCase Case, ImportedNetwork Network)[] group in open.Chunk(Together))
            Compare(group, relative, absolute, results);
        return results;
    }

    /// <summary>Dimensions that a file names have the sizes of the test data; the batch stays open.</summary>
    public static ImportOptions OptionsOf(OnnxCase read)
    {
        var dimensions = new Dictionary<string, int>();
        HashSet<string> known = [.. read.Model.Graph.Initializers.Select(tensor => tensor.Name)];
        foreach (
            (OnnxValue input, int index) in read
                .Model.Graph.Inputs.Where(input => !known.Contains(input.Name))
                .Select((input, index) => (input, index))
        )
            for (int axis = 1; axis < (input.Shape?.Count ?? 0); axis++)
                if (input.Shape![axis].Symbol is { Length: > 0 } symbol && read.Sets.Count == 1)
                    dimensions[symbol] = (int)read.Sets[0].Inputs[index].Dimensions[axis];
        return new ImportOptions { Dimensions = dimensions };
    }

    /// <summary>The first output alone.</summary>
    public static ImportOptions FirstOutputOf(OnnxCase read) => new() { Until = read.Model.Graph.Outputs[0].Name };

    private static void Compare(
        (OnnxCase Case, ImportedNetwork Network)[] cases,
        double relative,
        double absolute,
        List<CaseResult> results
    )
    {
        using InMemoryModels? models = InMemoryModels.Compile(
            [.. cases.Select(item => Code(item.Network))],
            out IReadOnlyList<string> errors
        );
        if (models is null && cases.Length > 1)
        {
            foreach ((OnnxCase Case, ImportedNetwork Network)[] half in cases.Chunk((cases.Length + 1) / 2))
                Compare(half, relative, absolute, results);
            return;
        }

        if (models is null)
        {
            results.Add(
                new CaseResult(cases[0].Case.Name, cases[0].Network, "does not compile: " + string.Join("\n", errors), false, false)
            );
            return;
        }

        foreach ((OnnxCase read, ImportedNetwork network) in cases)
            results.Add(Compare(read, network, models, relative, absolute));
    }

    private static CaseResult Compare(OnnxCase read, ImportedNetwork network, InMemoryModels models, double relative, double absolute)
    {
        bool isEqual = true,
            isClose = true;
        string message = "";
        try
        {
            IPredictor model = models.Create(network);
            string[] inputs =
            [
                .. read
                    .Model.Graph.Inputs.Select(value => value.Name)
                    .Where(name => !read.Model.Graph.Initializers.Any(tensor => tensor.Name == name)),
            ];
            string[] outputs = [.. read.Model.Graph.Outputs.Select(value => value.Name)];
            foreach (TestData set in read.Sets)
            foreach ((string output, float[] expected, float[] actual) in set.Compare(network, model, inputs, outputs))
            {
                if (expected.Length != actual.Length)
                    return new CaseResult(
                        read.Name,
                        network,
                        $"'{output}' has {actual.Length} values instead of {expected.Length}",
                        false,
                        false
                    );
                for (int index = 0; index < expected.Length; index++)
                {
                    if (!Is(expected[index], actual[index], relative, absolute) && isEqual)
                        message = $"value {index} of '{output}' is {actual[index]:R} instead of {expected[index]:R}";
                    isEqual &= Is(expected[index], actual[index], relative, absolute);
                    isClose &= Is(expected[index], actual[index], 1e-5, 1e-7);
                }
            }
        }
        catch (Exception exception)
            when (exception
                    is ArgumentException
                        or InvalidOperationException
                        or ImportRefusedException
                        or System.Reflection.TargetInvocationException
            )
        {
            return new CaseResult(read.Name, network, "fails: " + (exception.InnerException ?? exception).Message, false, false);
        }

        return new CaseResult(read.Name, network, message, isEqual, isClose);
    }

    private static string Code(ImportedNetwork network) => network.ToCode(withWeights: false);

    private static bool Is(float expected, float actual, double relative, double absolute) =>
        expected == actual
        || (float.IsNaN(expected) && float.IsNaN(actual))
        || Math.Abs((double)actual - expected) <= absolute + (relative * Math.Abs((double)expected));
}
