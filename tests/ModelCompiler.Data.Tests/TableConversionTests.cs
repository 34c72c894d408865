using System.Globalization;

namespace ModelCompiler.Data.Tests;

public sealed class TableConversionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelcompiler-conversion-");

    [Fact]
    public void Numbers_are_converted_row_by_row()
    {
        string csv = Write("a;b;c\n" + string.Concat(Enumerable.Range(0, 2500).Select(i => $"{i},5;{-i};\"{2 * i}\"\n")));
        string rows = PathOf("rows.safetensors");
        var options = new TableOptions { Culture = new CultureInfo("de-DE") };
        Assert.Equal(2500, TableConversion.Convert(csv, rows, ["a", "c"], ["b"], options));
        using RowSource source = RowFile.Open(rows);
        float[] inputs = new float[2 * 2500],
            targets = new float[2500];
        source.ReadInputs(0, inputs);
        source.ReadTargets(0, targets);
        for (int i = 0; i < 2500; i++)
            Assert.Equal((i + 0.5f, 2f * i, (float)-i), (inputs[2 * i], inputs[(2 * i) + 1], targets[i]));
    }

    [Fact]
    public void Encoders_and_classes_are_those_of_tables()
    {
        string csv = Write("size,kind,answer\n1,x,no\n2,y,yes\nNA,x,yes\n4,z,no\n");
        Table table = Table.Read(csv);
        int[] all = [0, 1, 2, 3];
        FeatureEncoder encoder = FeatureEncoder.Fit(table, all, new NumberFeature("size"), new CategoryFeature("kind", "x", "y"));
        string rows = PathOf("rows.safetensors");
        TableConversion.Convert(csv, rows, encoder, new CategoryFeature("answer", "no", "yes"));
        using RowSource source = RowFile.Open(rows);
        float[] inputs = new float[4 * encoder.InputSize];
        int[] classes = new int[4];
        source.ReadInputs(0, inputs);
        source.ReadClasses(0, classes);
        Assert.Equal(encoder.Encode(table, all), inputs);
        Assert.Equal([0, 1, 1, 0], classes);
    }

    [Fact]
    public void What_cannot_be_converted_is_named_and_leaves_nothing()
    {
        string csv = Write(
            "a,b\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 3000)
                        .Select(i =>
                            i == 2100 ? "x,1\n"
                            : i == 2500 ? ",1\n"
                            : "1,2\n"
                        )
                )
        );
        string rows = PathOf("rows.safetensors");
        string message = Assert.Throws<InvalidDataException>(() => TableConversion.Convert(csv, rows, ["a"], ["b"])).Message;
        Assert.Contains($"{csv}, row 2101: 'x' in column 'a' is no number", message);
        var options = new TableOptions { MissingTexts = ["x"] };
        message = Assert.Throws<InvalidDataException>(() => TableConversion.Convert(csv, rows, ["a"], ["b"], options)).Message;
        Assert.Contains("row 2101: column 'a' has no value", message);
        message = Assert
            .Throws<InvalidDataException>(() => TableConversion.Convert(csv, rows, ["b"], new CategoryFeature("a", "1"), options))
            .Message;
        Assert.Contains("row 2101", message);
        Assert.Contains(
            "no column 'c'",
            Assert.Throws<InvalidDataException>(() => TableConversion.Convert(csv, rows, ["c"], ["b"])).Message
        );
        Assert.Throws<ArgumentException>(() => TableConversion.Convert(csv, rows, [], ["b"]));
        Assert.Equal(["a.csv"], _folder.GetFiles().Select(file => file.Name));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string text)
    {
        string path = PathOf("a.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
