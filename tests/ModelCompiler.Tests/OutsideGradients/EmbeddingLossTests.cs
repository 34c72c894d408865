namespace ModelCompiler.Tests.OutsideGradients;

/// <summary>Objectives over several samples: values by hand and by their formulas, gradients by finite differences.</summary>
public class EmbeddingLossTests
{
    private const int Size = 3;

    private delegate float Objective(ReadOnlySpan<float> outputs, Span<float> outputGradients);

    [Fact]
    public void Triplets()
    {
        // d(a, p) = 5, d(a, n) = 1; then a triplet that is apart enough.
        float[] outputs = [0, 0, 0, 3, 4, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0];
        float[] gradient = new float[outputs.Length];
        Assert.Equal(2.5f, EmbeddingLoss.Triplet(outputs, gradient, Size), 1e-5f);
        Assert.Equal([0.5f * (-0.6f + 1), 0.5f * -0.8f, 0], gradient[..3], (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.All(gradient[9..], value => Assert.Equal(0, value));
        Differences((outputs, gradients) => EmbeddingLoss.Triplet(outputs, gradients, Size, margin: 0.7), 3);
    }

    [Fact]
    public void Contrasts()
    {
        float[] outputs = [0, 3, 4, 0, 0, 0, 0.6f, 0, 0.8f, 0, 0, 0],
            gradient = new float[outputs.Length];
        bool[] alike = [true, false];
        Assert.Equal(((25 / 2f) + (0.25f / 2)) / 2, EmbeddingLoss.Contrastive(outputs, alike, gradient, Size, margin: 1.5), 1e-5f);
        Assert.Equal([0, 1.5f, 2], gradient[..3]);
        Differences((outputs, gradients) => EmbeddingLoss.Contrastive(outputs, [true, false, false], gradients, Size, 2.5), 2);
        Assert.Equal(2, EmbeddingLoss.Contrastive(new float[6], [false], gradient.AsSpan(0, 6), Size, 2));
        Assert.All(gradient[..6], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Cosines()
    {
        float[] outputs = [1, 0, 0, 3, 3, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0],
            gradient = new float[outputs.Length];
        double cosine = Math.Sqrt(0.5);
        Assert.Equal(
            (1 - cosine + cosine - 0.1) / 3,
            EmbeddingLoss.Cosine(outputs, [true, false, false], gradient, Size, margin: 0.1),
            1e-6
        );
        Differences((outputs, gradients) => EmbeddingLoss.Cosine(outputs, [true, false, false], gradients, Size, -0.9), 2);
        EmbeddingLoss.Cosine(new float[6], [true], gradient.AsSpan(0, 6), Size);
        Assert.All(gradient[..6], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Wrong_arguments()
    {
        float[] gradient = new float[6];
        Assert.Throws<ArgumentException>(() => EmbeddingLoss.Triplet(new float[6], gradient, Size));
        Assert.Throws<ArgumentException>(() => EmbeddingLoss.Contrastive(new float[6], [], gradient, Size));
        Assert.Throws<ArgumentException>(() => EmbeddingLoss.Contrastive([], [], gradient, Size));
        Assert.Throws<ArgumentException>(() => EmbeddingLoss.Contrastive(new float[6], [true], gradient.AsSpan(1), Size));
        Assert.Throws<ArgumentException>(() => EmbeddingLoss.Contrastive(gradient, [true], gradient, Size));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingLoss.Contrastive(new float[6], [true], gradient, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingLoss.Contrastive(new float[6], [true], gradient, Size, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingLoss.Cosine(new float[6], [true], gradient, Size, 2));
    }

    /// <summary>A network learns which digits are alike, through the gradient of triplets.</summary>
    [Fact]
    public void A_network_learns_from_triplets()
    {
        Parted model = new(1);
        float[] inputs = new float[90 * Parted.InputSize],
            gradient = new float[Parted.Description.ParameterBufferLength];
        var random = new Random(1);
        for (int row = 0; row < 90; row++)
        for (int i = 0; i < Parted.InputSize; i++)
            inputs[(row * Parted.InputSize) + i] =
                MathF.Sin((i * ((row % 3) == 2 ? 2 : 1)) + ((row / 3) % 2)) + (float)(random.NextDouble() * 0.3);
        var optimizer = new Adam(0.003f);
        float first = 0,
            last = 0;
        for (int step = 0; step < 40; step++)
        {
            last = model.Gradient(
                inputs,
                static (outputs, gradients) => EmbeddingLoss.Triplet(outputs, gradients, Parted.OutputSize),
                gradient
            );
            first = step == 0 ? last : first;
            optimizer.Step(model, gradient);
        }

        Assert.True(first > 0.05 && last < 0.01, $"{first} to {last}");
    }

    private static void Differences(Objective objective, int together)
    {
        var random = new Random(7);
        float[] outputs = [.. Enumerable.Range(0, 3 * together * Size).Select(_ => (float)((2 * random.NextDouble()) - 1))],
            gradient = new float[outputs.Length],
            unused = new float[outputs.Length];
        objective(outputs, gradient);
        const float Step = 1 / 256f;
        for (int i = 0; i < outputs.Length; i++)
        {
            float value = outputs[i];
            outputs[i] = value + Step;
            float above = objective(outputs, unused);
            outputs[i] = value - Step;
            float below = objective(outputs, unused);
            outputs[i] = value;
            Assert.Equal((above - below) / (2 * Step), gradient[i], 2e-4f);
        }
    }
}
