using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Recurrent;

/// <summary>Recurrent dropout: the same units in all steps of a sequence, others in the next sample, in gradients alone.</summary>
public sealed class RecurrentDropoutTests
{
    private const int Steps = 5,
        Features = 3,
        Units = 6,
        Samples = 4;

    private const ulong State = 77;

    private static readonly RecurrentMath[] s_cells =
    [
        new("Rnn", Units),
        new("Lstm", Units),
        new("Gru", Units),
        new("Gru", Units) { IsResetBefore = true },
    ];

    private static ModelAssembly Models => ModelAssembly.Of("dropped states", () => s_cells.Select(cell => Network(cell).Declaration));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradients_are_those_of_one_mask_for_each_sequence(int number)
    {
        RecurrentMath cell = s_cells[number];
        DeclaredNetwork network = Network(cell);
        ICompiledModel model = Models.Create(network.Name);
        (float[] inputs, float[] targets) = network.Batch(model, Samples);
        model.RandomState = State;
        BatchGradient result = model.Gradient(inputs, new Targets(targets));
        var parameters = new DoubleParameters(model);
        double[] single = Array.ConvertAll(inputs, value => (double)value);
        Close.ToEach([Loss()], [result.Loss], 1e-5, 1, "loss");
        Check(single, result.InputGradient, "the input");
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            Check(parameters[parameter.Name], parameter.Values(result.Gradient.Span), parameter.Name);

        double Loss() =>
            single
                .Chunk(Steps * Features)
                .SelectMany((x, sample) => (cell with { Mask = Mask(sample) }).Of(parameters, "cell", x, Features))
                .Zip(targets, (output, target) => (output - target) * (output - target))
                .Average();

        void Check(double[] variables, float[] gradient, string what) =>
            Close.ToLargest(CentralDifferences.Of(variables, Loss), gradient, 1e-4, "gradient of " + what);
    }

    [Fact]
    public void Masks_drop_some_units_and_not_all()
    {
        int dropped = Enumerable.Range(0, Samples).Sum(sample => Mask(sample).Count(kept => kept == 0));
        Assert.InRange(dropped, 1, (Samples * Units) - 1);
        Assert.NotEqual(Mask(0), Mask(1));
    }

    // A row of six units takes the numbers of eight.
    private static double[] Mask(int sample)
    {
        var random = new CounterRandom(State, 0);
        return
        [
            .. Enumerable
                .Range(0, Units)
                .Select(unit =>
                    random.UInt32((ulong)((8 * sample) + unit)) < (uint)((double)0.4f * 4294967296.0) ? 0 : 1 / (1 - (double)0.4f)
                ),
        ];
    }

    private static DeclaredNetwork Network(RecurrentMath cell) =>
        new(
            $"Dropped{cell.Kind}{(cell.IsResetBefore ? "ResetBefore" : "")}",
            $"""[{cell.Kind}({Units}, RecurrentDropout = 0.4, Name = "cell"{(cell.IsResetBefore ? ", ResetBefore = true" : "")})]""",
            [Steps, Features],
            (p, x) => cell.Of(p, "cell", x, Features)
        )
        {
            Input = $"Sequence({Steps}, {Features})",
        };
}
