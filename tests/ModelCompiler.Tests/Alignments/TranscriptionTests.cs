using ModelCompiler.Kernels;
using ModelCompiler.Simd;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Alignments;

/// <summary>Reads signs off noisy strokes.</summary>
[Model]
[Sequence(24, 3, HasLengths = true)]
[Lstm(24, Name = "reader")]
[Dense(4, Activation.Softmax, Name = "signs")]
[Loss(Loss.ConnectionistTemporalClassification, TargetLength = 5)]
public sealed partial class Transcriber;

/// <summary>Convolutions, which leave fewer steps than the lengths are of, and a normalisation over the batch.</summary>
[Model]
[Sequence(12, 4, HasLengths = true)]
[Conv1D(6, 3)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Conv1D(4, 3, Activation.Softmax, Padding = 1)]
[Loss(Loss.ConnectionistTemporalClassification, TargetLength = 4, Blank = 1)]
public sealed partial class Convolved;

/// <summary>Two heads, one of which gives labels.</summary>
[Model]
[Sequence(9, 3)]
[Gru(7, Name = "trunk")]
[Dense(5, Activation.Softmax, Name = "labels")]
[Dense(2, From = "trunk", Name = "place")]
[Output("place", Loss.MeanSquaredError, Weight = 0.5)]
[Output("labels", Loss.ConnectionistTemporalClassification, TargetLength = 3, Blank = 4, Weight = 2)]
public sealed partial class Followers;

/// <summary>A loss of labels with all that stands around it.</summary>
public class TranscriptionTests
{
    private const int Steps = 24;

    [Fact]
    public void An_Lstm_learns_to_transcribe()
    {
        Dataset train = Strokes(600, seed: 1),
            validation = Strokes(200, seed: 2);
        Transcriber model = new(1);
        Evaluation before = Evaluator.Evaluate(model, validation);
        new Trainer<Transcriber>(model, new Adam(0.01)) { Epochs = 30, BatchSize = 50 }.Fit(train, validation);
        Evaluation after = Evaluator.Evaluate(model, validation);
        Assert.InRange(before.Accuracy!.Value, 0, 0.2);
        Assert.InRange(after.Accuracy!.Value, 0.9, 1);
        Assert.InRange(after.Loss!.Value, 0, 0.15);
        Assert.Null(after.MeanAbsoluteError);
        Assert.Null(after.Perplexity);
        int right = 0;
        float[] outputs = model.Predict(validation.Inputs);
        for (int sample = 0; sample < 200; sample++)
        {
            int steps = (int)validation.Inputs[(sample * ((Steps * 3) + 1)) + (Steps * 3)];
            int[] labels = LabelDecoder.BestPath(outputs.AsSpan(sample * Steps * 4, steps * 4), 4);
            float[] expected = [.. validation.Target(sample)];
            if (LabelSequences.Rows([labels.Length > 5 ? [] : labels], 5).SequenceEqual(expected))
                right++;
        }

        Assert.Equal(after.Accuracy.Value, right / 200.0);
    }

    [Fact]
    public void The_loss_of_an_evaluation_is_that_of_the_batch()
    {
        Dataset data = Strokes(70, seed: 3);
        Transcriber model = new(2);
        double expected = ((IModel<Transcriber>)model).Loss(data.Inputs, data.Targets, default);
        Assert.Equal(expected, Evaluator.Evaluate(model, data, batchSize: 32).Loss!.Value, 1e-5);
        Assert.Equal(0, Transcriber.Description.Blank);
        Assert.Equal(5, Transcriber.Description.TargetSize);
    }

    [Fact]
    public void Gradients_are_slopes()
    {
        Assert.True(GradientCheck.Run(new Transcriber(3)).Passed);
        Assert.True(GradientCheck.Run(new Followers(3)).Passed);
        Assert.True(GradientCheck.Run(new Convolved(3)).Passed);
    }

    // Steps of another number than the declared ones all count, as in other losses.
    [Fact]
    public void Lengths_are_of_as_many_steps_as_were_declared()
    {
        Convolved model = new(1);
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 98).Select(place => place % 49 == 48 ? 2 : random.NextSingle())];
        float[] targets = LabelSequences.Rows(
            [
                [0, 2, 2, 3],
                [3],
            ],
            4
        );
        Assert.True(float.IsFinite(((IModel<Convolved>)model).Loss(inputs, targets.AsSpan(), default)));
        Evaluation evaluation = Evaluator.Evaluate(model, Dataset.ForTargets(inputs, 49, targets, 4));
        float[] outputs = model.Predict(inputs);
        double expected = 0;
        for (int sample = 0; sample < 2; sample++)
        {
            double[] logits = [.. outputs.Skip(sample * 40).Take(40).Select(value => Math.Log(value))];
            int[] labels = [.. targets.Skip(4 * sample).Take(4).Where(label => label >= 0).Select(label => (int)label)];
            expected += ReferenceAlignments.OfRecursion(logits, 4, labels, 1).Loss / labels.Length / 2;
        }

        Assert.Equal(expected, evaluation.Loss!.Value, 1e-5);
    }

    [Fact]
    public void Heads_have_losses_and_accuracies_of_their_own()
    {
        Followers model = new(1);
        var random = new Random(4);
        float[] inputs = [.. Enumerable.Range(0, 8 * 27).Select(_ => random.NextSingle())];
        float[] labels = LabelSequences.Rows(
            [
                [1, 2],
                [],
                [3, 3, 0],
                [0],
                [1],
                [2, 2],
                [0, 1, 2],
                [3],
            ],
            3
        );
        float[] targets =
        [
            .. Enumerable.Range(0, 8).SelectMany(sample => (float[])[.. Enumerable.Repeat(0.5f, 18), .. labels.Skip(3 * sample).Take(3)]),
        ];
        Dataset data = Dataset.ForTargets(inputs, 27, targets, 21);
        HeadEvaluation[] heads = [.. Evaluator.Evaluate(model, data).Heads];
        Assert.Equal("labels", heads[1].Name);
        Assert.Equal(4, Followers.Description.Outputs[1].Blank);
        float[] outputs = model.Predict(inputs);
        double expected = 0;
        int right = 0;
        for (int sample = 0; sample < 8; sample++)
        {
            float[] row = outputs[((sample * 63) + 18)..((sample + 1) * 63)];
            int[] given = [.. labels.Skip(3 * sample).Take(3).Where(label => label >= 0).Select(label => (int)label)];
            double[] logits = Array.ConvertAll(row, value => Math.Log(value));
            expected += ReferenceAlignments.OfRecursion(logits, 5, given, 4).Loss / Math.Max(1, given.Length) / 8;
            if (LabelDecoder.BestPath(row, 5, 4).SequenceEqual(given))
                right++;
        }

        Assert.Equal(expected, heads[1].Loss, 1e-5);
        Assert.Equal(right / 8.0, heads[1].Accuracy);
        targets[18] = 4;
        Assert.StartsWith(
            "Label 0 of sample 0 of 'labels' is 4, but labels are whole numbers from 0 to 4 other than the blank, 4",
            Assert.Throws<ArgumentException>(() => model.Gradient(inputs, targets.AsSpan(), model.CreateGradient().Span)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_prepared_model_allocates_nothing()
    {
        new Transcriber(1).Prepare(forTraining: true);
        Followers model = new(1);
        model.Prepare(forTraining: true);
        float[] inputs = new float[27 * 40],
            targets = new float[21 * 40],
            gradient = new float[Followers.Description.ParameterBufferLength];
        for (int sample = 0; sample < 40; sample++)
            targets.AsSpan((21 * sample) + 19, 2).Fill(ClassTargets.Ignored);
        model.Gradient(inputs, targets.AsSpan(), gradient);
        Assert.Equal(0, Allocation.Least(() => model.Gradient(inputs, targets.AsSpan(), gradient)));
    }

    [Fact]
    public void The_same_bits_with_vectors_of_all_widths()
    {
        (float[] wide, float[] losses) = Kernel<Lanes16>();
        (float[] medium, float[] ofMedium) = Kernel<Lanes8>();
        (float[] narrow, float[] ofNarrow) = Kernel<Lanes4>();
        Assert.Equal(Bits.Of(wide), Bits.Of(medium));
        Assert.Equal(Bits.Of(wide), Bits.Of(narrow));
        Assert.Equal(Bits.Of(losses), Bits.Of(ofMedium));
        Assert.Equal(Bits.Of(losses), Bits.Of(ofNarrow));
    }

    private static (float[] Logits, float[] Losses) Kernel<TVector>()
        where TVector : struct, IVector<TVector>
    {
        const int Samples = 3,
            Classes = 19,
            Columns = 32,
            Labels = 4;
        var random = new Random(8);
        float[] logits = [.. Enumerable.Range(0, Samples * Steps * Columns).Select(_ => (random.NextSingle() * 20) - 10)],
            losses = new float[Samples],
            targets = LabelSequences.Rows(
                [
                    [1, 2, 2],
                    [18],
                    [],
                ],
                Labels
            ),
            memory = new float[Samples * 1000];
        ConnectionistTemporalClassification.Gradient<TVector>(
            in targets[0],
            ref losses[0],
            Samples,
            Classes,
            ref logits[0],
            new PixelLayout(Columns, Steps, 1, Steps * Columns, Steps * Columns),
            ref memory[0],
            sampleAlignments: 1000,
            targetStride: Labels,
            targetLength: Labels,
            blank: 0,
            zeroInfinity: false,
            divideByLength: true,
            scale: 1f / Samples
        );
        Assert.All(losses, loss => Assert.True(float.IsFinite(loss) && loss > 0));
        return (logits, losses);
    }

    // Each sign is a few steps of its feature, after a pause of at least one step where it is the one before once more.
    private static Dataset Strokes(int samples, int seed)
    {
        var random = new Random(seed);
        var inputs = new List<float>();
        var sequences = new List<int[]>();
        var lengths = new List<int>();
        for (int sample = 0; sample < samples; sample++)
        {
            var labels = new List<int>();
            var steps = new List<int>();
            int wanted = random.Next(6);
            while (labels.Count < wanted && steps.Count < Steps - 5)
            {
                int label = 1 + random.Next(3),
                    pause = random.Next(3);
                if (labels.Count > 0 && labels[^1] == label)
                    pause++;
                steps.AddRange(Enumerable.Repeat(0, pause));
                steps.AddRange(Enumerable.Repeat(label, 1 + random.Next(2)));
                labels.Add(label);
            }

            steps.Add(0);
            lengths.Add(steps.Count);
            steps.AddRange(Enumerable.Repeat(0, Steps - steps.Count));
            foreach (int step in steps)
                for (int feature = 1; feature < 4; feature++)
                    inputs.Add((feature == step ? 1 : 0) + (0.2f * (random.NextSingle() - 0.5f)));
            sequences.Add([.. labels]);
        }

        float[] rows = SequenceLengths.Append([.. inputs], Steps * 3, [.. lengths]);
        return Dataset.ForTargets(rows, (Steps * 3) + 1, LabelSequences.Rows(sequences, 5), 5);
    }
}
