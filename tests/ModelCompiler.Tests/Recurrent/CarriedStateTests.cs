using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Recurrent;

/// <summary>Sequences that go on where others have ended: predictions, losses and gradients.</summary>
public sealed class CarriedStateTests
{
    private const int Steps = 4,
        Features = 3,
        Units = 5,
        Samples = 3,
        Windows = 5;

    private const string Window = "CarriedWindow",
        Whole = "CarriedWhole",
        Layers = """[Lstm(5, Layers = 2)][Dense(7, Activation.Tanh)][Gru(9)][Rnn(4)][Gru(3, ResetBefore = true)][Dense(2)]""";

    private static readonly RecurrentMath[] s_cells =
    [
        new("Rnn", Units),
        new("Lstm", Units),
        new("Gru", Units),
        new("Gru", Units) { IsResetBefore = true },
    ];

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "carried states",
            () =>
                [
                    .. s_cells.Select(cell => Network(cell).Declaration),
                    Sequence(Window, Steps, Layers),
                    Sequence(Whole, Windows * Steps, Layers),
                    Sequence("CarriedNormalised", Steps, "[Gru(5)][BatchNorm][Lstm(4)]"),
                    Sequence("NotCarriedBackwards", Steps, "[Gru(5, Bidirectional = true)]"),
                    Sequence("NotCarriedAround", Steps, "[Gru(5)][Conv1D(4, 3, Padding = 1)]"),
                    Sequence("NotCarriedOfLengths", Steps, "[Gru(5)]").Replace($"{Features})", $"{Features}, HasLengths = true)"),
                    Sequence("NotCarriedWithoutRecurrence", Steps, "[Dense(5)]"),
                    Sequence("NotCarriedWithoutLoss", Steps, "[Gru(5)]").Replace("[Loss(Loss.MeanSquaredError)]", ""),
                ]
        );

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Windows_have_the_bits_of_the_whole_sequence(int threads)
    {
        ICompiledModel whole = Models.Create(Whole, seed: 3),
            window = Models.Create(Window);
        foreach (ParameterDescriptor parameter in window.Description.Parameters)
            parameter.CopyFrom(whole.Description.Parameter(parameter.Name).Values(whole.Parameters), window.Parameters);
        whole.MaxDegreeOfParallelism = window.MaxDegreeOfParallelism = threads;
        const int Many = 131;
        float[] inputs = RandomValues(Many * Windows * Steps * Features, seed: 4),
            expected = whole.Predict(inputs),
            states = new float[Many * window.Carrier!.CarriedStateSize],
            lossStates = new float[states.Length];
        Assert.Equal((2 * 2 * 5) + 9 + 4 + 3, window.Carrier.CarriedStateSize);
        for (int number = 0; number < Windows; number++)
        {
            float[] part = Part(inputs, number, Features),
                outputs = new float[Many * Steps * 2];
            window.Carrier.Predict(part, states, outputs);
            float[] wanted = Part(expected, number, 2);
            Assert.Equal(Bits.Of(wanted), Bits.Of(outputs));
            Assert.Equal(0, window.Carrier.Loss(part, outputs, default, lossStates));
            Assert.Equal(Bits.Of(states), Bits.Of(lossStates));
        }

        Assert.Contains(states, value => value != 0);

        float[] Part(float[] sequences, int number, int features) =>
            [.. sequences.Chunk(Windows * Steps * features).SelectMany(one => one.Skip(number * Steps * features).Take(Steps * features))];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradients_begin_with_the_state(int number)
    {
        RecurrentMath cell = s_cells[number];
        DeclaredNetwork network = Network(cell);
        ICompiledModel model = Models.Create(network.Name);
        ICarriedStateModel carrier = model.Carrier!;
        (float[] inputs, float[] targets) = network.Batch(model, Samples);
        int size = carrier.CarriedStateSize;
        float[] start = RandomValues(Samples * size, seed: 6),
            states = [.. start];
        Assert.Equal(cell.Kind == "Lstm" ? 2 * Units : Units, size);
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        float loss = carrier.Gradient(inputs, targets, default, states, gradient.Span);
        var parameters = new DoubleParameters(model);
        double[] single = Array.ConvertAll(inputs, value => (double)value);
        Close.ToEach([Loss()], [loss], 1e-5, 1, "loss");
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            Close.ToLargest(
                CentralDifferences.Of(parameters[parameter.Name], Loss),
                parameter.Values(gradient.Span),
                1e-4,
                "gradient of " + parameter.Name
            );

        // What they end with is the last output; zeros are the loss without states.
        float[] outputs = new float[targets.Length],
            lossStates = new float[start.Length];
        carrier.Predict(inputs, [.. start], outputs);
        for (int sample = 0; sample < Samples; sample++)
            Assert.Equal(
                outputs[((((sample + 1) * Steps) - 1) * Units)..((sample + 1) * Steps * Units)],
                states[(((sample + 1) * size) - Units)..((sample + 1) * size)]
            );
        Assert.Equal(model.Loss(inputs, targets), carrier.Loss(inputs, targets, default, lossStates));

        double Loss() =>
            single
                .Chunk(Steps * Features)
                .SelectMany((x, sample) => (cell with { Start = Start(sample) }).Of(parameters, "cell", x, Features))
                .Zip(targets, (output, target) => (output - target) * (output - target))
                .Average();

        // The memory of an LSTM comes before its state.
        (double[] State, double[] Memory) Start(int sample)
        {
            double[] own = Array.ConvertAll(start[(sample * size)..((sample + 1) * size)], value => (double)value);
            return (own[^Units..], own[..Units]);
        }
    }

    [Fact]
    public void Normalisation_over_the_batch_carries_states_too()
    {
        ICompiledModel model = Models.Create("CarriedNormalised", seed: 3);
        ICarriedStateModel carrier = model.Carrier!;
        float[] inputs = RandomValues(Samples * Steps * Features, seed: 1),
            targets = RandomValues(Samples * Steps * 4, seed: 2),
            states = RandomValues(Samples * carrier.CarriedStateSize, seed: 3),
            before = [.. states];
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        float loss = carrier.Gradient(inputs, targets, default, states, gradient.Span);
        Assert.NotEqual(loss, model.Gradient(inputs, new Targets(targets)).Loss);
        Assert.DoesNotContain(states.Zip(before), pair => pair.First == pair.Second);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        ICompiledModel model = Models.Create(Window);
        ICarriedStateModel carrier = model.Carrier!;
        float[] inputs = RandomValues(Samples * Steps * Features, seed: 1),
            targets = RandomValues(Samples * Steps * 2, seed: 2),
            outputs = new float[targets.Length],
            states = new float[Samples * carrier.CarriedStateSize];
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        Assert.Equal(
            0,
            Allocation.Least(() =>
            {
                carrier.Predict(inputs, states, outputs);
                carrier.Loss(inputs, targets, default, states);
                carrier.Gradient(inputs, targets, default, states, gradient.Span);
            })
        );
    }

    [Fact]
    public void Wrong_arguments_are_refused_before_anything_is_written()
    {
        ICompiledModel model = Models.Create(Window);
        ICarriedStateModel carrier = model.Carrier!;
        float[] inputs = new float[Steps * Features],
            targets = new float[Steps * 2],
            states = new float[carrier.CarriedStateSize],
            gradient = new float[model.Description.ParameterBufferLength];
        Assert.Contains("values of states", Refused(() => carrier.Predict(inputs, states.AsSpan(1), targets)));
        Assert.Contains("overlap", Refused(() => carrier.Gradient(inputs, targets, default, gradient.AsSpan(0, states.Length), gradient)));
        Assert.Throws<NotSupportedException>(() => carrier.Loss(inputs, default, [1], states));

        static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Theory]
    [InlineData("NotCarriedBackwards")]
    [InlineData("NotCarriedAround")]
    [InlineData("NotCarriedOfLengths")]
    [InlineData("NotCarriedWithoutRecurrence")]
    [InlineData("NotCarriedWithoutLoss")]
    public void Others_carry_none(string name) => Assert.Null(Models.Create(name).Carrier);

    private static float[] RandomValues(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    private static string Sequence(string name, int steps, string layers) =>
        new DeclaredNetwork(name, layers, [steps, Features], (_, x) => x) { Input = $"Sequence({steps}, {Features})" }.Declaration;

    private static DeclaredNetwork Network(RecurrentMath cell) =>
        new(
            $"Carried{cell.Kind}{(cell.IsResetBefore ? "ResetBefore" : "")}",
            $"""[{cell.Kind}({Units}, Name = "cell"{(cell.IsResetBefore ? ", ResetBefore = true" : "")})]""",
            [Steps, Features],
            (p, x) => cell.Of(p, "cell", x, Features)
        )
        {
            Input = $"Sequence({Steps}, {Features})",
        };
}
