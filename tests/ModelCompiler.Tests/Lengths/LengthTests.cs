using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Lengths;

/// <summary>A sample of a length is what it would be in a model of so many steps.</summary>
public sealed class LengthTests
{
    private const int Samples = 13;

    public static TheoryData<string> Names => [.. LengthNetworks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_are_those_of_a_model_of_so_many_steps(string name)
    {
        ICompiledModel model = LengthNetworks.Models.Create(name);
        Batch batch = new(model, seed: 1);
        float[] outputs = model.Predict(batch.Inputs);
        for (int sample = 0; sample < Samples; sample++)
        {
            float[] expected = batch.Short(sample, model).Predict(batch.ShortInput(sample)),
                actual = outputs.AsSpan(sample * model.Description.OutputSize, expected.Length).ToArray();
            Close.ToEach(Array.ConvertAll(expected, value => (double)value), actual, 1e-5, 1, $"output of sample {sample}");
        }
    }

    /// <summary>The mean over what counts: a sample's gradient counts as many times as it has outputs that count.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_and_gradients_are_the_means_of_those(string name)
    {
        ICompiledModel model = LengthNetworks.Models.Create(name);
        Batch batch = new(model, seed: 2);
        BatchGradient result = model.Gradient(batch.Inputs, new Targets(batch.Targets));
        Assert.Equal(result.Loss, model.Loss(batch.Inputs, batch.Targets));
        float[] actual = Flat(model, result.Gradient.Span);
        double[] gradient = new double[actual.Length],
            inputGradient = new double[batch.Inputs.Length];
        double loss = 0;
        double total = Enumerable.Range(0, Samples).Sum(batch.Counting);
        for (int sample = 0; sample < Samples; sample++)
        {
            double part = batch.Counting(sample) / total;
            ICompiledModel whole = batch.Short(sample, model);
            BatchGradient own = whole.Gradient(batch.ShortInput(sample), new Targets(batch.ShortTarget(sample)));
            loss += part * own.Loss;
            int place = 0;
            foreach (float value in Flat(whole, own.Gradient.Span))
                gradient[place++] += part * value;
            for (int index = 0; index < own.InputGradient.Length; index++)
                inputGradient[(sample * model.Description.InputSize) + index] = part * own.InputGradient[index];
        }

        Close.ToEach([loss], [result.Loss], 1e-5, 1, "loss");
        Close.ToLargest(gradient, actual, 1e-4, "gradient");
        if (inputGradient.Any(value => value != 0))
            Close.ToLargest(inputGradient, result.InputGradient, 1e-4, "gradient of the input");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_stands_behind_the_end_changes_nothing(string name)
    {
        ICompiledModel model = LengthNetworks.Models.Create(name);
        Batch batch = new(model, seed: 3);
        BatchGradient before = model.Gradient(batch.Inputs, new Targets(batch.Targets));
        float[] other = batch.WithOthersBehind();
        BatchGradient after = model.Gradient(other, new Targets(batch.Targets));
        Assert.Equal(Bits.Of([before.Loss]), Bits.Of([after.Loss]));
        Assert.Equal(Bits.Of(before.Gradient.Span), Bits.Of(after.Gradient.Span));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bits_do_not_depend_on_threads_and_nothing_is_allocated(string name)
    {
        ICompiledModel model = LengthNetworks.Models.Create(name);
        Batch batch = new(model, seed: 4);
        int[]? alone = null;
        foreach (int threads in new[] { 1, 2, 3 })
        {
            model.MaxDegreeOfParallelism = threads;
            int[] bits = Bits.Of(model.Gradient(batch.Inputs, new Targets(batch.Targets)));
            Assert.Equal(alone ??= bits, bits);
        }

        float[] outputs = new float[batch.Targets.Length];
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        model.MaxDegreeOfParallelism = 1;
        Assert.Equal(
            0,
            Allocation.Least(() =>
            {
                model.Predict(batch.Inputs, outputs);
                model.Gradient(batch.Inputs, batch.Targets, gradient.Span);
            })
        );
    }

    [Theory]
    [InlineData(0f, "0")]
    [InlineData(7f, "7")]
    [InlineData(2.5f, "2.5")]
    [InlineData(-1f, "-1")]
    [InlineData(float.NaN, "NaN")]
    public void A_wrong_length_is_refused_before_anything_is_written(float length, string shown)
    {
        foreach (string name in new[] { "Mean", "Text" })
        {
            ICompiledModel model = LengthNetworks.Models.Create(name);
            Batch batch = new(model, seed: 5);
            int size = model.Description.InputSize;
            batch.Inputs[(2 * size) + size - 1] = length;
            float[] outputs = new float[batch.Targets.Length];
            outputs.AsSpan().Fill(7);
            string message = Assert.Throws<ArgumentException>(() => model.Predict(batch.Inputs, outputs)).Message;
            Assert.Contains($"The length of sample 2, its last value, is {shown},", message, StringComparison.Ordinal);
            Assert.Contains("from 1 to 6", message, StringComparison.Ordinal);
            Assert.All(outputs, value => Assert.Equal(7f, value));
            var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
            Assert.Throws<ArgumentException>(() => model.Gradient(batch.Inputs, batch.Targets, gradient.Span));
            Assert.All(gradient.Span.ToArray(), value => Assert.Equal(0f, value));
        }
    }

    [Fact]
    public void A_token_is_checked_and_a_length_is_none()
    {
        ICompiledModel model = LengthNetworks.Models.Create("Text");
        Batch batch = new(model, seed: 6);
        batch.Inputs[8] = 7;
        string message = Assert.Throws<ArgumentException>(() => model.Predict(batch.Inputs)).Message;
        Assert.Contains("The token of sample 1, step 1, is 7", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_lengths_streams_without_them()
    {
        ICompiledModel model = LengthNetworks.Models.Create("LstmOfAllSteps"),
            whole = LengthNetworks.Models.Create(LengthNetworks.NameOf("LstmOfAllSteps", 5));
        Copy(model, whole);
        ICompiledStream stream = model.CreateStream()!;
        Assert.Equal(3, stream.StepInputSize);
        float[] inputs = [.. Enumerable.Range(0, 15).Select(index => MathF.Sin(index))],
            outputs = new float[10];
        stream.Process(inputs, outputs);
        Assert.Equal(Bits.Of(whole.Predict(inputs)), Bits.Of(outputs));
    }

    // Where parameters lie depends on the steps.
    private static float[] Flat(ICompiledModel model, ReadOnlySpan<float> buffer)
    {
        var values = new List<float>();
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            values.AddRange(parameter.Values(buffer));
        return [.. values];
    }

    private static void Copy(ICompiledModel from, ICompiledModel to)
    {
        foreach ((ParameterDescriptor source, ParameterDescriptor target) in from.Description.Parameters.Zip(to.Description.Parameters))
            target.CopyFrom(source.Values(from.Parameters), to.Parameters);
    }

    /// <summary>Samples of all lengths, with values behind their ends.</summary>
    private sealed class Batch
    {
        private readonly ICompiledModel _model;
        private readonly string _name;
        private readonly int[] _lengths;
        private readonly Random _random;

        public Batch(ICompiledModel model, int seed)
        {
            _model = model;
            _name = model.Description.Name;
            _random = new Random(seed);
            _lengths = [.. Enumerable.Range(0, Samples).Select(sample => LengthNetworks.Lengths[sample % LengthNetworks.Lengths.Length])];
            Inputs = SequenceLengths.Append([.. Enumerable.Range(0, Samples * Size).Select(_ => Value())], Size, _lengths);
            Targets = [.. Enumerable.Range(0, Samples * model.Description.OutputSize).Select(_ => (float)_random.NextDouble())];
        }

        public float[] Inputs { get; }

        public float[] Targets { get; }

        private int Size => _model.Description.InputSize - 1;

        private bool IsOfSteps => _model.Description.OutputShape is [LengthNetworks.Steps, _];

        /// <summary>How many outputs of a sample count.</summary>
        public int Counting(int sample) => IsOfSteps ? _lengths[sample] * _model.Description.OutputShape[1] : _model.Description.OutputSize;

        /// <summary>The model of as many steps as a sample has, with the parameters of another one.</summary>
        public ICompiledModel Short(int sample, ICompiledModel like)
        {
            ICompiledModel model = LengthNetworks.Models.Create(LengthNetworks.NameOf(_name, _lengths[sample]));
            Copy(like, model);
            return model;
        }

        public float[] ShortInput(int sample) =>
            Inputs.AsSpan(sample * (Size + 1), _lengths[sample] * Size / LengthNetworks.Steps).ToArray();

        public float[] ShortTarget(int sample) => Targets.AsSpan(sample * _model.Description.OutputSize, Counting(sample)).ToArray();

        public float[] WithOthersBehind()
        {
            float[] inputs = [.. Inputs];
            for (int sample = 0; sample < Samples; sample++)
            for (int index = _lengths[sample] * Size / LengthNetworks.Steps; index < Size; index++)
                inputs[(sample * (Size + 1)) + index] = Value();
            return inputs;
        }

        private float Value() =>
            _model.Description.Vocabulary is > 0 and var vocabulary ? _random.Next(vocabulary) : (float)((2 * _random.NextDouble()) - 1);
    }
}
