using System.Globalization;
using System.Text.Json;

namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

public sealed class HistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("history").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void FilesReadBackExactlyInEveryCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = HostileCulture(culture);
            TrainingHistory history = Train(validation: true);
            string csv = Path.Combine(_folder, "history.csv");
            string json = Path.Combine(_folder, "history.jsonl");
            File.WriteAllText(csv, "old");
            history.SaveCsv(csv);
            history.SaveJsonLines(json);
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

            string[] lines = File.ReadAllLines(csv);
            string[] objects = File.ReadAllLines(json);
            Assert.Equal(history.Epochs.Count + 1, lines.Length);
            Assert.Equal(history.Epochs.Count, objects.Length);
            for (int i = 0; i < history.Epochs.Count; i++)
            {
                EpochRecord epoch = history.Epochs[i];
                string[] cells = lines[i + 1].Split(',');
                Assert.Equal(lines[0].Split(',').Length, cells.Length);
                Assert.Equal(epoch.TrainingLoss, double.Parse(cells[1]));
                Assert.Equal("", cells[2]);
                Assert.Equal(epoch.ValidationLoss, double.Parse(cells[3]));
                Assert.Equal(epoch.LearningRate, float.Parse(cells[5]));
                using var entry = JsonDocument.Parse(objects[i]);
                Assert.Equal(epoch.Epoch, entry.RootElement.GetProperty("epoch").GetInt32());
                Assert.Equal(epoch.TrainingLoss, entry.RootElement.GetProperty("training_loss").GetDouble());
                Assert.Equal(epoch.ValidationAccuracy, entry.RootElement.GetProperty("validation_accuracy").GetDouble());
                Assert.Equal(JsonValueKind.Null, entry.RootElement.GetProperty("training_accuracy").ValueKind);
            }

            Assert.Equal(2, Directory.GetFiles(_folder).Length);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AFailureLeavesTheOldFileAndNoOther()
    {
        string path = Path.Combine(_folder, "history.csv");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                path,
                stream =>
                {
                    stream.WriteByte(1);
                    throw new InvalidOperationException();
                }
            )
        );
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
        Assert.Throws<DirectoryNotFoundException>(() => Train(validation: false).SaveCsv(Path.Combine(_folder, "missing", "history.csv")));
    }

    [Fact]
    public void NumbersThatJsonLacksAreNull()
    {
        using var stream = new MemoryStream();
        HistoryFile.WriteJsonLines(stream, [new EpochRecord(1, double.NaN, null, double.PositiveInfinity, null, 0.1f, 1, 2)]);
        using var entry = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(JsonValueKind.Null, entry.RootElement.GetProperty("training_loss").ValueKind);
        Assert.Equal(JsonValueKind.Null, entry.RootElement.GetProperty("validation_loss").ValueKind);
    }

    private static CultureInfo HostileCulture(string name)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "minus ";
        return culture;
    }

    private static TrainingHistory Train(bool validation) =>
        new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { Epochs = 3 }.Fit(
            TestData.ThreeClouds(30),
            validation ? TestData.ThreeClouds(10, seed: 2) : null
        );
}
