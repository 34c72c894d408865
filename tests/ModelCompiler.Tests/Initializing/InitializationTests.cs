using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Initializing;

/// <summary>
/// What models start from with the defaults of PyTorch and Keras. The bounds are those of PyTorch's <c>reset_parameters</c> and of Keras'
/// <c>GlorotUniform</c>.
/// </summary>
public sealed class InitializationTests
{
    [Theory]
    [InlineData("conv", 8 * 9)]
    [InlineData("grouped", 8 * 9)]
    [InlineData("depthwise", 1 * 9)]
    [InlineData("transposed", 12 * 9)] // PyTorch counts the second dimension of the weight, [in, out / groups, 3, 3].
    [InlineData("line", 24 * 5)]
    [InlineData("dense", 16 * 165)]
    public void PyTorch_draws_weight_and_bias_from_one_range(string layer, int fanIn)
    {
        Uniform<PyTorchModel>(layer + ".weight", 1 / Math.Sqrt(fanIn));
        Uniform<PyTorchModel>(layer + ".bias", 1 / Math.Sqrt(fanIn));
    }

    [Theory]
    [InlineData("conv", (8 + 32) * 9)]
    [InlineData("grouped", (8 + 32) * 9)]
    [InlineData("depthwise", (1 + 32) * 9)]
    [InlineData("transposed", (32 + 24) * 9)]
    [InlineData("last", 40 + 2)]
    public void Keras_draws_the_weight_by_both_fans_and_has_no_bias(string layer, int fans)
    {
        Uniform<KerasModel>(layer + ".weight", Math.Sqrt(6.0 / fans));
        Assert.All(Values<KerasModel>(layer + ".bias"), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Slopes_and_norms_start_as_theirs()
    {
        Assert.All(Values<PyTorchModel>("slopes.weight"), value => Assert.Equal(0.25f, value));
        Assert.All(Values<KerasModel>("slopes.weight"), value => Assert.Equal(0, value));
        foreach (string ones in new[] { "norm.weight", "norm.running_var", "scale.weight", "layer_norm.weight" })
            Assert.All(Values<PyTorchModel>(ones), value => Assert.Equal(1, value));
        foreach (string zeros in new[] { "norm.bias", "norm.running_mean", "scale.bias", "layer_norm.bias" })
            Assert.All(Values<PyTorchModel>(zeros), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_a_layer_says_comes_first()
    {
        float[] weight = Values<PyTorchModel>("own.weight");
        Assert.Equal(Math.Sqrt(2.0 / 40), Deviation(weight), 0.02);
        Assert.True(weight.Max() > 2.5 * Math.Sqrt(2.0 / 40), "A normal distribution has tails.");
        Assert.All(Values<PyTorchModel>("own.bias"), value => Assert.Equal(0.5f, value));
        Uniform<PyTorchModel>("last.weight", 1 / Math.Sqrt(30));
    }

    [Fact]
    public void One_layer_can_start_as_PyTorchs()
    {
        Uniform<OneLayerModel>("first.weight", 1 / Math.Sqrt(50));
        Uniform<OneLayerModel>("first.bias", 1 / Math.Sqrt(50));
        Assert.Equal(Initializer.HeNormal, OneLayerModel.Description.Parameter("second.weight").Initialization.Kind);
        Assert.All(Values<OneLayerModel>("second.bias"), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("lstm.weight_ih_l0", 20)]
    [InlineData("lstm.weight_hh_l1_reverse", 20)]
    [InlineData("lstm.bias_ih_l0", 20)]
    [InlineData("lstm.bias_hh_l1", 20)]
    [InlineData("gru.weight_hh_l0", 18)]
    [InlineData("rnn.bias_hh_l0", 16)]
    public void PyTorch_draws_all_of_a_recurrent_layer_from_one_range(string parameter, int units) =>
        Uniform<PyTorchRecurrentModel>(parameter, 1 / Math.Sqrt(units));

    [Theory]
    [InlineData("lstm.weight_ih_l0", 24 + 80)]
    [InlineData("lstm.weight_ih_l1_reverse", 40 + 80)]
    [InlineData("gru.weight_ih_l0", 40 + 54)]
    [InlineData("rnn.weight_ih_l0", 18 + 16)]
    public void Keras_draws_the_weight_of_the_input_over_all_gates(string parameter, int fans) =>
        Uniform<KerasRecurrentModel>(parameter, Math.Sqrt(6.0 / fans));

    [Theory]
    [InlineData("lstm.weight_hh_l0", 20, 1)]
    [InlineData("lstm.weight_hh_l1_reverse", 20, 1)]
    [InlineData("gru.weight_hh_l0", 18, 1)]
    [InlineData("rnn.weight_hh_l0", 16, 1)]
    [InlineData("own.weight", 16, 1.5)]
    public void Keras_makes_the_weight_of_the_state_orthogonal_as_a_whole(string parameter, int columns, double gain)
    {
        float[] values = Values<KerasRecurrentModel>(parameter);
        int rows = values.Length / columns;
        bool isTall = rows >= columns;
        for (int i = 0; i < Math.Min(rows, columns); i++)
        for (int j = 0; j < Math.Min(rows, columns); j++)
        {
            double product = Enumerable
                .Range(0, Math.Max(rows, columns))
                .Sum(k => isTall ? (double)At(k, i) * At(k, j) : (double)At(i, k) * At(j, k));
            Assert.Equal(i == j ? gain * gain : 0, product, 1e-6);
        }

        float At(int row, int column) => values[(row * columns) + column];
    }

    [Fact]
    public void Keras_starts_biases_at_zero_but_for_the_forget_gates()
    {
        foreach (string layer in new[] { "l0", "l0_reverse", "l1", "l1_reverse" })
        {
            float[] bias = Values<KerasRecurrentModel>("lstm.bias_ih_" + layer);
            Assert.Equal(80, bias.Length);
            Assert.All(Enumerable.Range(0, 80), row => Assert.Equal(row is >= 20 and < 40 ? 1 : 0, bias[row]));
            Assert.All(Values<KerasRecurrentModel>("lstm.bias_hh_" + layer), value => Assert.Equal(0, value));
        }

        foreach (string zeros in new[] { "gru.bias_ih_l0", "gru.bias_hh_l0", "rnn.bias_ih_l0", "rnn.bias_hh_l0" })
            Assert.All(Values<KerasRecurrentModel>(zeros), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_default_can_be_said()
    {
        Assert.Equal(new UnsaidModel(seed: 5).Parameters.ToArray(), new SaidModel(seed: 5).Parameters.ToArray());
        Assert.Equal(UnsaidModel.Description.Architecture, SaidModel.Description.Architecture);
    }

    [Fact]
    public void A_seed_gives_the_same_values_on_every_machine()
    {
        Assert.NotEqual(Values<PyTorchModel>("dense.bias", seed: 1), Values<PyTorchModel>("dense.bias", seed: 2));
        var random = new CounterRandom(7, (ulong)PyTorchModel.Description.Parameter("conv.bias").Index);
        float bound = (float)Math.Sqrt(1.0 / 72);
        Assert.Equal(
            [.. Enumerable.Range(0, 32).Select(index => ((2 * random.Uniform((ulong)index)) - 1) * bound)],
            Values<PyTorchModel>("conv.bias", seed: 7)
        );
    }

    private static void Uniform<TModel>(string name, double bound)
        where TModel : class, IModel<TModel>
    {
        var values = new List<float>();
        for (ulong seed = 1; seed <= 20; seed++)
            values.AddRange(Values<TModel>(name, seed));
        Assert.All(values, value => Assert.InRange(value, -bound * (1 + 1e-6), bound * (1 + 1e-6)));
        Assert.True(values.Max() > 0.95 * bound && values.Min() < -0.95 * bound, $"{name} does not fill ±{bound}.");
        Assert.Equal(bound / Math.Sqrt(3), Deviation(values), 4 * bound / Math.Sqrt(5 * values.Count));
        Assert.Equal(0, values.Average(), 5 * bound / Math.Sqrt(3 * values.Count));
    }

    private static double Deviation(IReadOnlyCollection<float> values) => Math.Sqrt(values.Average(value => (double)value * value));

    private static float[] Values<TModel>(string name, ulong seed = 3)
        where TModel : class, IModel<TModel> => TModel.Description.Parameter(name).Values(TModel.Create(seed).Parameters);
}
