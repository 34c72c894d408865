using ModelCompiler.Tests.Harness;
using Xunit.Abstractions;

namespace ModelCompiler.Tests.Golden;

/// <summary>Every golden case of sequences: declared from its file, compiled, and compared with the double precision of PyTorch.</summary>
public sealed class SequenceGoldenTests(ITestOutputHelper output)
{
    // A gradient of about this is zero but for the rounding of double precision, as that of the bias of keys.
    private const double Zero = 1e-12;

    // Adam divides a gradient by its size: what is left of one by rounding moves a parameter as far as a large one does.
    private const double Rounding = 1e-6;

    public static TheoryData<string> Names => [.. SequenceGoldenCase.Names];

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "golden sequences",
            () =>
                SequenceGoldenCase
                    .Names.Select(SequenceGoldenCase.Read)
                    .SelectMany(golden => new[] { golden.Declaration(withHead: true), golden.Declaration(withHead: false) })
                    .Concat(SequenceBlocks.Declarations)
        );

    [Fact]
    public void There_are_38_cases() => Assert.Equal(38, SequenceGoldenCase.Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_before_the_head_of_the_loss(string name)
    {
        SequenceGoldenCase golden = SequenceGoldenCase.Read(name);
        Close.ToEach(golden.Output.Data, Create(golden, withHead: false).Predict(golden.Inputs), 1e-5, 1, "output");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_and_gradients(string name)
    {
        SequenceGoldenCase golden = SequenceGoldenCase.Read(name);
        ICompiledModel model = Create(golden, withHead: true);
        BatchGradient result = model.Gradient(golden.Inputs, golden.Targets);
        Close.ToEach([golden.LossValue], [result.Loss], 1e-5, 1, "loss of the gradient");
        Close.ToEach([golden.LossValue], [model.Loss(golden.Inputs, golden.Targets)], 1e-5, 1, "loss");
        Assert.Equal(golden.Gradients.Keys.Order(), model.Description.Parameters.ToArray().Select(parameter => parameter.Name).Order());
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
        {
            GoldenTensor expected = golden.Gradients[parameter.Name];
            Assert.Equal(expected.Shape, parameter.Shape.ToArray());
            if (expected.Data.Max(Math.Abs) < Zero)
                Assert.All(parameter.Values(result.Gradient.Span), value => Assert.Equal(0f, value, 1e-6f));
            else
                Close.ToLargest(expected.Data, parameter.Values(result.Gradient.Span), 1e-4, "gradient of " + parameter.Name);
        }

        if (golden.InputGradient is { } inputGradient)
            Close.ToLargest(inputGradient.Data, golden.WithoutLengths(result.InputGradient), 1e-4, "gradient of the input");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_of_Adam(string name)
    {
        SequenceGoldenCase golden = SequenceGoldenCase.Read(name);
        ICompiledModel model = Create(golden, withHead: true);
        GoldenOptimizer expected = golden.Adam;
        var adam = new Adam((float)expected.Hyper["lr"]);
        foreach (double loss in expected.Losses)
        {
            BatchGradient result = model.Gradient(golden.Inputs, golden.Targets);
            Close.ToEach([loss], [result.Loss], 1e-5, 1, "loss");
            adam.Step(model.Parameters, result.Gradient.Span);
        }

        double largest = golden.Gradients.Values.SelectMany(gradient => gradient.Data).Max(Math.Abs);
        int excepted = 0;
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
        {
            double[] gradient = golden.Gradients[parameter.Name].Data,
                start = golden.Parameters[parameter.Name].Data,
                values = expected.Parameters[parameter.Name].Data;
            float[] actual = parameter.Values(model.Parameters);

            // What no step has moved has no gradient at all; one of zero by chance may be rounding as well.
            bool[] counts =
            [
                .. gradient.Select(
                    (element, index) => Math.Abs(element) >= Rounding * largest || (element == 0 && values[index] == start[index])
                ),
            ];
            excepted += counts.Count(element => !element);
            Close.ToEach(
                [.. values.Where((_, index) => counts[index])],
                [.. actual.Where((_, index) => counts[index])],
                1e-4,
                1,
                parameter.Name
            );
        }

        output.WriteLine($"{name}: {excepted} of {model.Description.ParameterCount} elements excepted.");
    }

    private static ICompiledModel Create(SequenceGoldenCase golden, bool withHead)
    {
        ICompiledModel model = Models.Create(golden.ModelName(withHead));
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            parameter.CopyFrom(golden.Parameters[parameter.Name].ToSingle(), model.Parameters);
        return model;
    }
}
