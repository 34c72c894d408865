using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Tokens;

/// <summary>Models of tokens through trainer, evaluator and files, which know nothing of tokens.</summary>
public sealed class TokenTrainingTests
{
    [Fact]
    public void A_model_learns_which_token_follows()
    {
        // The next token is the sum of 3 and the one before, modulo 10.
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 200 * 4).Select(_ => (float)random.Next(10))],
            targets = [.. inputs.Select((token, index) => index % 11 == 5 ? ClassTargets.Ignored : (token + 3) % 10)];
        var data = Dataset.ForTargets(inputs, 4, targets, 4);
        var model = new NextToken(seed: 1);
        Evaluation before = Evaluator.Evaluate(model, data, batchSize: 64);
        Assert.Equal(Math.Exp(before.Loss!.Value), before.Perplexity!.Value, 1e-9);
        new Trainer<NextToken>(model, new Adam(1e-2f)) { BatchSize = 16, Epochs = 30 }.Fit(data);
        Evaluation after = Evaluator.Evaluate(model, data, batchSize: 64);
        Assert.True(after.Perplexity < 1.3, after.ToString());
        Assert.True(after.Accuracy > 0.8, after.ToString());
        Assert.Contains("perplexity", after.ToString(), StringComparison.Ordinal);

        // Batches of other sizes have other numbers of targets that count: the mean is over all of them all the same.
        Assert.Equal(after.Loss!.Value, Evaluator.Evaluate(model, data, batchSize: 7).Loss!.Value, 1e-6);
        Assert.Equal(after.Accuracy, Evaluator.Evaluate(model, data, batchSize: 7).Accuracy);
    }

    [Fact]
    public void Accumulated_batches_count_by_their_targets()
    {
        float[] inputs = [1, 2, 3, 4, 5, 6, 7, 8],
            targets = [2, 3, 4, 5, ClassTargets.Ignored, ClassTargets.Ignored, ClassTargets.Ignored, 9];
        var data = Dataset.ForTargets(inputs, 4, targets, 4);
        Assert.Equal(Trained(2, 1), Trained(1, 2), new Near());

        float[] Trained(int batchSize, int accumulation)
        {
            var model = new NextToken(seed: 1);
            new Trainer<NextToken>(model, new Sgd(0.5f))
            {
                BatchSize = batchSize,
                GradientAccumulation = accumulation,
                Epochs = 1,
                Shuffle = false,
            }.Fit(data);
            return model.Parameters.ToArray();
        }
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused()
    {
        var model = new NextToken(seed: 1);
        Check(
            Dataset.ForTargets(new float[4], 4, new float[10], 10),
            "takes the numbers of 4 classes per sample, but the dataset has 10 targets"
        );
        Check(Dataset.ForClasses(new float[4], 4, [1], 10), "takes the numbers of 4 classes per sample, but the dataset has one");

        void Check(Dataset data, string message) =>
            Assert.Contains(
                message,
                Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(model, data)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Classes_of_samples_are_those_of_a_dataset()
    {
        var model = new TextClass(seed: 1);
        float[] inputs = [1, 2, 3, 4, 9, 9, 9, 9, 0, 1, 0, 1];
        Evaluation ofClasses = Evaluator.Evaluate(model, Dataset.ForClasses(inputs, 4, [0, 2, 1], 3)),
            ofTargets = Evaluator.Evaluate(model, Dataset.ForTargets(inputs, 4, [0, 2, 1], 1));
        Assert.Equal(ofClasses, ofTargets);
    }

    [Fact]
    public void Files_have_the_table_once_as_PyTorch_has_it()
    {
        string file = Path.GetTempFileName();
        try
        {
            var model = new NextToken(seed: 1);
            model.Save(file);
            var other = new NextToken(seed: 2);
            other.Load(file);
            Assert.Equal(model.Parameters.ToArray(), other.Parameters.ToArray());
            string header = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.Matches("\"embedding1.weight\":{[^}]*\"shape\":\\[10,6\\]", header);
            Assert.DoesNotContain("dense2.weight", header, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private sealed class Near : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) < 1e-6f;

        public int GetHashCode(float value) => 0;
    }
}
