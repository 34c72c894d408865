using System.Globalization;
using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Recurrent;

/// <summary>A loop over the steps equals the same steps written one after the other, with random weights.</summary>
public sealed class UnrolledTests
{
    private const int Steps = 5,
        Features = 3,
        Units = 6,
        Samples = 7;

    private const string Loop = "LoopOfSteps",
        Unrolled = "UnrolledSteps";

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "unrolled",
            () =>
                [
                    new DeclaredNetwork(Loop, $"[Rnn({Units}, Bias = false, Output = RecurrentOutput.LastStep)]", [], (_, x) => x)
                    {
                        Input = $"Sequence({Steps}, {Features})",
                    }.Declaration,
                    new DeclaredNetwork(Unrolled, string.Concat(Enumerable.Range(0, Steps).Select(Step)), [], (_, x) => x)
                    {
                        Input = $"Sequence({Steps}, {Features})",
                    }.Declaration,
                ]
        );

    [Fact]
    public void Values_and_gradients_are_those_of_the_steps_one_by_one()
    {
        ICompiledModel loop = Models.Create(Loop, seed: 3),
            unrolled = Models.Create(Unrolled);
        foreach (ParameterDescriptor parameter in unrolled.Description.Parameters)
            parameter.CopyFrom(loop.Description.Parameter(Shared(parameter)).Values(loop.Parameters), unrolled.Parameters);
        var random = new Random(4);
        float[] inputs = Values(Samples * Steps * Features),
            targets = Values(Samples * Units);
        Close.ToEach(ToDouble(unrolled.Predict(inputs)), loop.Predict(inputs), 1e-5, 1, "output");

        BatchGradient expected = unrolled.Gradient(inputs, new Targets(targets)),
            actual = loop.Gradient(inputs, new Targets(targets));
        Close.ToLargest(ToDouble(expected.InputGradient), actual.InputGradient, 1e-5, "gradient of the input");
        foreach (ParameterDescriptor parameter in loop.Description.Parameters)
        {
            double[] sum = new double[parameter.Count];
            foreach (ParameterDescriptor own in unrolled.Description.Parameters.Where(own => Shared(own) == parameter.Name))
                sum = DoubleParameters.Add(sum, ToDouble(own.Values(expected.Gradient.Span)));
            Close.ToLargest(sum, parameter.Values(actual.Gradient.Span), 1e-5, "gradient of " + parameter.Name);
        }

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    // The state before the first step is zero, and nothing is added to it.
    private static string Step(int step)
    {
        string number = step.ToString(CultureInfo.InvariantCulture),
            before = (step - 1).ToString(CultureInfo.InvariantCulture),
            next = (step + 1).ToString(CultureInfo.InvariantCulture);
        string input =
            $"""[Slice(0, {number}, {next}, From = Block.Input, Name = "x{number}")][Flatten][Dense({Units}, Bias = false, Name = "ih{number}")]""";
        string state = step == 0 ? "" : $"""[Dense({Units}, Bias = false, From = "h{before}", Name = "hh{number}")][Add("ih{number}")]""";
        return $"""{input}{state}[Activation(Activation.Tanh, Name = "h{number}")]""";
    }

    private static string Shared(ParameterDescriptor parameter) =>
        "rnn1." + parameter.Name.Split('.')[1] + "_" + parameter.Name[..2] + "_l0";

    private static double[] ToDouble(float[] values) => Array.ConvertAll(values, value => (double)value);
}
