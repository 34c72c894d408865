using ModelCompiler.Runtime.Tests.Serialization;
using ModelCompiler.Runtime.Tests.Training;

namespace ModelCompiler.Runtime.Tests.Logging;

public sealed class TensorBoardCallbackTests
{
    private static readonly Dataset _data = Dataset.From(([0f, 1f], 0), ([1f, 0f], 1), ([2f, 0f], 2));

    [Fact]
    public void The_reader_knows_the_published_checksum() => Assert.Equal(0xE3069283, EventFileReader.Checksum("123456789"u8.ToArray()));

    [Fact]
    public void Every_epoch_is_in_the_file()
    {
        using var folder = new TemporaryFolder();
        var trainer = new Trainer<TestNetwork<ThreeClasses>>(new TestNetwork<ThreeClasses>(1), new Sgd()) { Epochs = 300 };
        trainer.Callbacks.Add(new TensorBoardCallback(folder.File("runs"), "run", new FixedTime()));
        TrainingHistory history = trainer.Fit(_data, _data);

        string file = Assert.Single(Directory.GetFiles(Path.Combine(folder.File("runs"), "run")));
        Assert.StartsWith("events.out.tfevents.1000000000.", Path.GetFileName(file), StringComparison.Ordinal);
        List<EventFileReader.Event> events = EventFileReader.Read(File.ReadAllBytes(file));
        Assert.Equal("brain.Event:2", events[0].Version);
        Assert.All(events, each => Assert.Equal(1e9, each.Time));
        Assert.Equal(1 + (300 * 4), events.Count);
        foreach (EpochRecord epoch in history.Epochs)
        {
            Assert.Equal((float)epoch.TrainingLoss, Value("loss/training", epoch.Epoch));
            Assert.Equal((float)epoch.ValidationLoss!.Value, Value("loss/validation", epoch.Epoch));
            Assert.Equal((float)epoch.ValidationAccuracy!.Value, Value("accuracy/validation", epoch.Epoch));
            Assert.Equal(epoch.LearningRate, Value("learning rate", epoch.Epoch));
        }

        float Value(string name, long step) => events.Single(each => each.Name == name && each.Step == step).Value;
    }

    [Fact]
    public void Each_run_has_its_folder_unless_it_has_a_name()
    {
        using var folder = new TemporaryFolder();
        var trainer = new Trainer<TestNetwork<ThreeClasses>>(new TestNetwork<ThreeClasses>(1), new Sgd());
        trainer.Callbacks.Add(new TensorBoardCallback(folder.File("apart"), time: new FixedTime()));
        trainer.Callbacks.Add(new TensorBoardCallback(folder.File("named"), run: "first"));
        for (int run = 0; run < 3; run++)
            trainer.Fit(_data);
        Assert.Equal(
            ["20010909-014640", "20010909-014640-2", "20010909-014640-3"],
            Directory.GetDirectories(folder.File("apart")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
        );
        Assert.All(Directory.GetDirectories(folder.File("apart")), run => Assert.Single(Directory.GetFiles(run)));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(folder.File("named"), "first")).Length);
        Assert.Throws<ArgumentException>(() => new TensorBoardCallback("logs", ""));
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
    }
}
