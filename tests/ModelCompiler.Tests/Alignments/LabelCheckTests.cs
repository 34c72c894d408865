using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Alignments;

/// <summary>Wrong targets of a loss of labels: refused before anything is written.</summary>
public class LabelCheckTests
{
    [Theory]
    [InlineData(
        new[] { 1f, 3f, -100f },
        "Label 1 of sample 1 is 3, but labels are whole numbers from 0 to 2 other than the blank, 0; -100"
    )]
    [InlineData(new[] { 0f, -100f, -100f }, "Label 0 of sample 1 is 0, but labels are whole numbers from 0 to 2 other than the blank, 0")]
    [InlineData(new[] { 1f, 1.5f, -100f }, "Label 1 of sample 1 is 1.5, but")]
    [InlineData(new[] { -1f, -100f, -100f }, "Label 0 of sample 1 is -1, but")]
    [InlineData(new[] { float.NaN, -100f, -100f }, "Target 0 of sample 1 is NaN")]
    [InlineData(new[] { 1f, -100f, 2f }, "Target 2 of sample 1 is 2, but stands behind -100 at 1, which ends its labels.")]
    public void A_label_that_is_none(float[] row, string message) => Refuses("ThreeClasses", [-100, -100, -100, .. row], message);

    [Fact]
    public void A_missing_target_is_no_label() =>
        Refuses("ThreeClasses", [1, 1, -100, MissingTarget.Value, -100, -100], "Label 0 of sample 1 is NaN, but");

    [Fact]
    public void Labels_that_do_not_fit()
    {
        float[] fits = [1, 2, 3, 1, 2, 2, 1, -100];
        Assert.True(float.IsFinite(AlignmentNetwork.Models.Create("AsManyAsSteps").Loss(new float[32], fits.AsSpan())));
        Refuses(
            "AsManyAsSteps",
            [1, 2, 3, 1, 2, 2, 1, 3],
            "Sample 1 has 4 labels, which need 5 steps with a blank between equal ones, but 4 steps count: its loss would be infinite."
        );
    }

    [Fact]
    public void Labels_that_do_not_fit_into_the_steps_that_count()
    {
        ICompiledModel model = AlignmentNetwork.Models.Create("OfLengths");
        float[] inputs = new float[2 * 19],
            targets = [1, 2, -100, 1, 2, -100],
            gradient = [.. Enumerable.Repeat(7f, model.Description.ParameterBufferLength)];
        inputs[18] = 3;
        inputs[37] = 1;
        var exception = Assert.Throws<ArgumentException>(() => model.Gradient(inputs, targets.AsSpan(), gradient));
        Assert.StartsWith(
            "Sample 1 has 2 labels, which need 2 steps with a blank between equal ones, but 1 step counts",
            exception.Message,
            StringComparison.Ordinal
        );
        inputs[37] = 0;
        exception = Assert.Throws<ArgumentException>(() => model.Gradient(inputs, targets.AsSpan(), gradient));
        Assert.StartsWith("The length of sample 1", exception.Message, StringComparison.Ordinal);
        Assert.All(gradient, value => Assert.Equal(7f, value));
    }

    [Fact]
    public void Whole_numbers_as_class_indices()
    {
        ICompiledModel model = AlignmentNetwork.Models.Create("ThreeClasses");
        var exception = Assert.Throws<NotSupportedException>(() => model.Loss(new float[15], [1, 2, 1]));
        Assert.Contains("whose targets are rows of labels", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_labels()
    {
        Assert.Equal(
            [1, 2, -100, -100, -100, -100, 3, 3, 3],
            LabelSequences.Rows(
                [
                    [1, 2],
                    [],
                    [3, 3, 3],
                ],
                3
            )
        );
        Assert.Contains(
            "Sample 1 has 2 labels, but there are 1 target for each",
            Assert
                .Throws<ArgumentException>(() =>
                    LabelSequences.Rows(
                        [
                            [1],
                            [1, 2],
                        ],
                        1
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            LabelSequences.Rows(
                [
                    [1],
                ],
                0
            )
        );
        Assert.Throws<ArgumentNullException>(() => LabelSequences.Rows([null!], 1));
        Assert.Equal(2, LabelSequences.Count([1, 2, -100]));
        Assert.Equal(5, LabelSequences.StepsNeeded([1, 1, 1]));
    }

    private static void Refuses(string name, float[] targets, string message)
    {
        ICompiledModel model = AlignmentNetwork.Models.Create(name);
        float[] inputs = new float[2 * model.Description.InputSize],
            gradient = [.. Enumerable.Repeat(7f, model.Description.ParameterBufferLength)],
            inputGradient = [.. Enumerable.Repeat(7f, inputs.Length)];
        var exception = Assert.Throws<ArgumentException>(() => model.Gradient(inputs, targets.AsSpan(), gradient, inputGradient));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.All(gradient.Concat(inputGradient), value => Assert.Equal(7f, value));
        Assert.Throws<ArgumentException>(() => model.Loss(inputs, targets.AsSpan()));
    }
}
