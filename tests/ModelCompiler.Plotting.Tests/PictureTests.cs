using System.Buffers.Binary;
using System.Text.RegularExpressions;

namespace ModelCompiler.Plotting.Tests;

public sealed partial class PictureTests : IDisposable
{
    private static readonly Dataset _points = Dataset.From(([0f, 1f], 0), ([1f, 0f], 1), ([2f, 0f], 1), ([0f, 2f], 0));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("model-compiler-");

    /// <summary>A picture, and texts that must stand in it.</summary>
    public static TheoryData<string, string[]> Pictures =>
        new()
        {
            { "history", ["Learning", "training loss", "validation loss", "validation accuracy", "Epoch"] },
            { "confusion", ["Confusion matrix: 50.00 % of 4 samples right", "cat", "dog", "Predicted class", "True class"] },
            { "boundary", ["Plane", "class 0", "class 1", "First input"] },
            { "regions", ["Three", "class 0"] },
            { "activation", ["Tanh", "value", "derivative"] },
            { "optimizers", ["Paths on f(x)", "Convergence", "plain", "Step"] },
            { "regression", ["True price", "Predicted price", "perfect"] },
            { "functions", ["Losses", "square"] },
            { "mistakes", ["2 of 3 wrong: true class > taken for", "cat > dog", "dog > cat"] },
        };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_png_has_the_asked_size(string picture, string[] texts)
    {
        _ = texts;
        string path = Path.Combine(_folder.FullName, "picture.PNG");
        Draw(picture).Save(path, 320, 200);
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, file[..4]);
        Assert.Equal(320, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)));
        Assert.Equal(200, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
    }

    [SkippableTheory]
    [MemberData(nameof(Pictures))]
    public void An_svg_has_the_titles_and_names_as_text(string picture, string[] texts)
    {
        Skip.IfNot(Figure.CanDrawText, "This machine has no font.");
        string path = Path.Combine(_folder.FullName, "picture.svg");
        Draw(picture).Save(path);
        string[] found =
        [
            .. TextElement()
                .Matches(File.ReadAllText(path))
                .Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value.Trim())),
        ];
        foreach (string text in texts)
            Assert.Contains(text, found);
    }

    [Fact]
    public void One_call_draws_a_history()
    {
        string path = Path.Combine(_folder.FullName, "loss.svg");
        History(validation: false).SavePlot(path);
        Assert.Contains("<svg", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_extension_is_refused_before_anything_is_drawn()
    {
        string path = Path.Combine(_folder.FullName, "loss.gif");
        ArgumentException problem = Assert.Throws<ArgumentException>(() => History(validation: false).SavePlot(path));
        Assert.Contains(".png", problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_plane_shows_two_inputs_only()
    {
        var other = Dataset.From(([0f], 0), ([1f], 1));
        Assert.Throws<ArgumentException>(() => DecisionBoundaryPlot.Create(new PlaneClassifier(), other));
    }

    [Fact]
    public void The_surest_mistakes_are_drawn_first()
    {
        Assert.Contains(Text(1), text => text.Contains("(the 1 surest)", StringComparison.Ordinal));
        Assert.Equal(["0 > 1"], Text(1).Where(text => text.Contains('>', StringComparison.Ordinal) && text.Length < 8));

        static IEnumerable<string> Text(int most)
        {
            ScottPlot.Plot plot = MistakesPlot.Create(SideClassifier.LeftOrRight(), SideClassifier.Samples, most: most).Panels[0];
            return plot.GetPlottables<ScottPlot.Plottables.Text>().Select(text => text.LabelText).Append(plot.Axes.Title.Label.Text);
        }
    }

    [Fact]
    public void Mistakes_are_drawn_for_images_with_classes()
    {
        Assert.Contains(
            "no classifier of images",
            Assert.Throws<ArgumentException>(() => MistakesPlot.Create(new PlaneClassifier(), _points)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => MistakesPlot.Create(SideClassifier.LeftOrRight(), _points));
        Assert.Throws<ArgumentException>(() => MistakesPlot.Create(SideClassifier.LeftOrRight(), SideClassifier.Samples, ["one"]));
    }

    [Fact]
    public void The_curve_of_a_model_is_its_value_and_derivative()
    {
        ActivationCurve curve = ActivationCurve.Of("tanh", new TanhCurve(), -2, 2, 5);
        for (int i = 0; i < 5; i++)
        {
            double expected = Math.Tanh(curve.Inputs[i]);
            Assert.Equal(expected, curve.Outputs[i], 1e-6);
            Assert.Equal(1 - (expected * expected), curve.Derivatives[i], 1e-6);
        }
    }

    [Fact]
    public void A_curve_has_one_input() =>
        Assert.Contains(
            "one input",
            Assert.Throws<ArgumentException>(() => ActivationCurve.Of("other", new PlaneClassifier())).Message,
            StringComparison.Ordinal
        );

    public void Dispose() => _folder.Delete(recursive: true);

    private static Figure Draw(string picture) =>
        picture switch
        {
            "history" => TrainingHistoryPlot.Create(History(validation: true), "Learning"),
            "confusion" => ConfusionMatrixPlot.Create(Matrix(), ["cat", "dog"]),
            "boundary" => DecisionBoundaryPlot.Create(new PlaneClassifier(seed: 1), _points, "Plane"),
            "regions" => DecisionBoundaryPlot.Create(new ThreeRegions(seed: 1), _points, "Three"),
            "activation" => ActivationPlot.Create([ActivationCurve.Of("Tanh", new TanhCurve())]),
            "optimizers" => OptimizerPathPlot.Create(x => x * x, [new OptimizerPath("plain", [2, 1, 0])]),
            "mistakes" => MistakesPlot.Create(SideClassifier.LeftOrRight(), SideClassifier.Samples, ["cat", "dog"]),
            "regression" => RegressionPlot.Create([1, 2, 3], [1, 2, 4], "price"),
            _ => FunctionPlot.Create("Losses", "p", "loss", 0, 1, ("square", x => x * x)),
        };

    private static ConfusionMatrix Matrix()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.Add([0, 0, 1, 1], [0, 1, 0, 1]);
        return matrix;
    }

    private static TrainingHistory History(bool validation) =>
        new Trainer<PlaneClassifier>(new PlaneClassifier(seed: 1), new Adam()) { Epochs = 3 }.Fit(_points, validation ? _points : null);

    [GeneratedRegex("<text[^>]*>([^<]*)<")]
    private static partial Regex TextElement();
}
