using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Alignments;

/// <summary>Connectionist temporal classification: value and derivative.</summary>
public class AlignmentLossTests
{
    public static TheoryData<string> Small => [.. AlignmentNetwork.Small.Select(network => network.Name)];

    public static TheoryData<string> All => [.. AlignmentNetwork.Small.Concat(AlignmentNetwork.Large).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Small))]
    public void Few_steps_are_the_sum_over_all_paths(string name) => Check(name, 12, 4, ReferenceAlignments.OfAllPaths);

    [Theory]
    [MemberData(nameof(All))]
    public void All_are_the_recursion(string name) => Check(name, 9, 4, ReferenceAlignments.OfRecursion);

    // Probabilities of all labels underflow in single precision, those of whole alignments in double precision too.
    [Theory]
    [InlineData("Letters", 300)]
    [InlineData("Letters", 1000)]
    [InlineData("Digits", 300)]
    [InlineData("LongWithLengths", 300)]
    public void Models_that_are_sure_have_finite_losses(string name, double bound) =>
        Check(name, 5, bound, ReferenceAlignments.OfRecursion);

    [Fact]
    public void A_model_that_is_sure_and_right_has_all_digits_of_a_small_loss()
    {
        AlignmentNetwork network = AlignmentNetwork.Find("Letters");
        ICompiledModel model = AlignmentNetwork.Models.Create("Letters");
        float[] inputs = new float[network.Steps * network.Classes];
        for (int step = 0; step < network.Steps; step++)
            inputs[(step * network.Classes) + (step == 7 ? 3 : 0)] = 18;
        var batch = new AlignmentBatch(
            inputs,
            [
                [3],
            ],
            LabelSequences.Rows(
                [
                    [3],
                ],
                network.Labels
            ),
            [network.Steps]
        );
        double expected = network.Expected(batch, ReferenceAlignments.OfRecursion).Loss;
        Assert.InRange(expected, 1e-6, 1e-4);
        Assert.Equal(expected, model.Loss(inputs, batch.Targets.AsSpan()), 1e-5 * expected);
    }

    [Fact]
    public void Numbers_computed_by_hand()
    {
        // Two steps of two equally probable classes: of the four paths 11, 01 and 10 are the label 1.
        (float loss, float[] slope) = Run("TwoClasses", [1], steps: 2);
        Assert.Equal(Math.Log(4.0 / 3), loss, 1e-6);
        float[] expected = [1 / 6f, -1 / 6f, 1 / 6f, -1 / 6f];
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(expected[i], slope[i], 1e-6f));

        // Three steps of three classes: 1 twice is 1, blank, 1 alone. The loss is divided by two labels.
        (loss, slope) = Run("ThreeClasses", [1, 1], steps: 3);
        Assert.Equal(Math.Log(27) / 2, loss, 1e-6);
        expected = [1 / 6f, -1 / 3f, 1 / 6f, -1 / 3f, 1 / 6f, 1 / 6f, 1 / 6f, -1 / 3f, 1 / 6f];
        Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(expected[i], slope[i], 1e-6f));

        // No label: blanks alone. It is divided by 1.
        (loss, slope) = Run("ThreeClasses", [], steps: 2);
        Assert.Equal(Math.Log(9), loss, 1e-6);
        Assert.Equal(-2 / 3f, slope[0], 1e-6f);
        Assert.Equal(1 / 3f, slope[1], 1e-6f);

        // As many labels as steps: one path.
        Assert.Equal(Math.Log(9) / 2, Run("ThreeClasses", [1, 2], steps: 2).Loss, 1e-6);
    }

    [Fact]
    public void Steps_behind_the_end_have_no_part()
    {
        AlignmentNetwork network = AlignmentNetwork.Find("OfLengths");
        ICompiledModel model = AlignmentNetwork.Models.Create("OfLengths");
        AlignmentBatch batch = network.Batch(1, 2);
        float[] inputs = [.. batch.Inputs],
            slope = new float[inputs.Length];
        inputs[^1] = 4;
        float[] targets = LabelSequences.Rows(
            [
                [2, 1],
            ],
            network.Labels
        );
        float loss = Gradient(model, inputs, targets, slope);
        Assert.All(slope[12..], value => Assert.Equal(0f, value));
        Assert.Contains(slope[..12], value => value != 0);
        inputs.AsSpan(12, 6).Fill(50);
        Assert.Equal(loss, Gradient(model, inputs, targets, slope));
    }

    [Fact]
    public void Samples_that_do_not_fit_count_as_nothing_lost_on_request()
    {
        ICompiledModel model = AlignmentNetwork.Models.Create("OfLengthsAndZero");
        AlignmentBatch batch = AlignmentNetwork.Find("OfLengthsAndZero").Batch(1, 2);
        float[] inputs = [.. batch.Inputs, .. batch.Inputs],
            slope = new float[inputs.Length];
        inputs[batch.Inputs.Length - 1] = 3;
        inputs[^1] = 2;

        // The first fits exactly, the second does not: the mean is still over two.
        float[] targets = LabelSequences.Rows(
            [
                [1, 1],
                [1, 1],
            ],
            4
        );
        float loss = Gradient(model, inputs, targets, slope),
            alone = Gradient(model, inputs[..batch.Inputs.Length], targets[..4], slope[..batch.Inputs.Length]);
        Assert.Equal(alone / 2, loss, 1e-6f);
        Assert.All(slope[batch.Inputs.Length..], value => Assert.Equal(0f, value));
    }

    private static (float Loss, float[] Slope) Run(string name, int[] labels, int steps)
    {
        // As many steps as are wanted, by making all behind them sure of the blank.
        AlignmentNetwork network = AlignmentNetwork.Find(name);
        float[] inputs = new float[network.Steps * network.Classes],
            slope = new float[inputs.Length];
        for (int step = steps; step < network.Steps; step++)
            inputs[step * network.Classes] = 80;
        float loss = Gradient(AlignmentNetwork.Models.Create(name), inputs, LabelSequences.Rows([labels], network.Labels), slope);
        return (loss, slope);
    }

    private static float Gradient(ICompiledModel model, float[] inputs, float[] targets, float[] slope)
    {
        float loss = model.Gradient(inputs, targets.AsSpan(), new float[model.Description.ParameterBufferLength], slope);
        Assert.Equal(loss, model.Loss(inputs, targets.AsSpan()));
        return loss;
    }

    private static void Check(
        string name,
        int samples,
        double bound,
        Func<double[], int, int[], int, (double Loss, double[] Derivative)> reference
    )
    {
        AlignmentNetwork network = AlignmentNetwork.Find(name);
        AlignmentBatch batch = network.Batch(samples, bound);
        float[] slope = new float[batch.Inputs.Length];
        float loss = Gradient(AlignmentNetwork.Models.Create(name), batch.Inputs, batch.Targets, slope);
        (double expected, double[] derivative) = network.Expected(batch, reference);
        Assert.True(double.IsFinite(expected));
        Assert.Equal(expected, loss, 1e-6 * Math.Max(1, expected));
        double largest = derivative.Max(Math.Abs);
        for (int i = 0; i < slope.Length; i++)
            Assert.Equal(derivative[i], slope[i], 1e-6 * largest);
    }
}
