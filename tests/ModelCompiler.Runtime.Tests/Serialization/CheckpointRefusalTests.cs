using System.Text;

namespace ModelCompiler.Runtime.Tests.Serialization;

public class CheckpointRefusalTests
{
    private static readonly byte[] _valid = Valid();

    [Theory]
    [InlineData("is not a checkpoint; load weights alone", "checkpoint.version", "checkpoint.Version")]
    [InlineData("has version 2", "\"checkpoint.version\":\"1\"", "\"checkpoint.version\":\"2\"")]
    [InlineData("belongs to another architecture: LinearModel is \"input 4;", "input 3;", "input 4;")]
    [InlineData("was made with AdaM, but the trainer has Adam", "\"optimizer.name\":\"Adam\"", "\"optimizer.name\":\"AdaM\"")]
    [InlineData(
        "Adam's beta1 = 0.8, but it is 0.9 now",
        "\"optimizer.hyperparameter.beta1\":\"0.9\"",
        "\"optimizer.hyperparameter.beta1\":\"0.8\""
    )]
    [InlineData("does not say Adam's beta1", "optimizer.hyperparameter.beta1", "optimizer.hyperparameter.beta9")]
    [InlineData(
        "'optimizer.hyperparameter.beta1' is not what it should be: 'abc'",
        "\"optimizer.hyperparameter.beta1\":\"0.9\"",
        "\"optimizer.hyperparameter.beta1\":\"abc\""
    )]
    [InlineData("'trainer.seed' is not what it should be: '-7'", "\"trainer.seed\":\"77\"", "\"trainer.seed\":\"-7\"")]
    [InlineData("'trainer.shuffle' is not what", "\"trainer.shuffle\":\"True\"", "\"trainer.shuffle\":\"Tree\"")]
    [InlineData("'trainer.step' is missing", "\"trainer.step\"", "\"trainer.stop\"")]
    [InlineData("'trainer.completed_epochs' is not what", "\"trainer.completed_epochs\":\"1\"", "\"trainer.completed_epochs\":\"2\"")]
    [InlineData("'trainer.history' is not what", "\"trainer.history\":\"1,", "\"trainer.history\":\"2,")]
    [InlineData("'optimizer.buffer.1' is not what", "\"optimizer.buffer.1\":\"variance\"", "\"optimizer.buffer.1\":\"momentum\"")]
    [InlineData(
        "the checkpoint lacks 'optimizer:momentuM:linear.weight'",
        "\"optimizer.buffer.0\":\"momentum\"",
        "\"optimizer.buffer.0\":\"momentuM\""
    )]
    [InlineData("instead of", "\"optimizer.buffer.1\"", "\"optimizer.buffer.2\"")]
    [InlineData("the checkpoint lacks 'linear.bias'", "\"linear.bias\"", "\"linear.Bias\"")]
    [InlineData("has 8 tensors instead of 6", "\"trainer.has_best_parameters\":\"True\"", "\"trainer.has_best_parameters\":\"False\"")]
    [InlineData(
        "'best:linear.weight' has shape [3, 35]",
        "\"best:linear.weight\":{\"dtype\":\"F32\",\"shape\":[35,3]",
        "\"best:linear.weight\":{\"dtype\":\"F32\",\"shape\":[3,35]"
    )]
    [InlineData("learning rate is negative", "\"optimizer.learning_rate\":\"0.01\"", "\"optimizer.learning_rate\":\"-0.1\"")]
    public void A_wrong_checkpoint_is_refused_and_nothing_changes(string problem, string right, string wrong)
    {
        byte[] file = [.. _valid];
        byte[] pattern = Encoding.UTF8.GetBytes(right);
        int position = file.AsSpan().IndexOf(pattern);
        Assert.True(position >= 0, $"The test looks for {right}, which the file does not have.");
        file = [.. file[..position], .. Encoding.UTF8.GetBytes(wrong), .. file[(position + pattern.Length)..]];
        long headerLength = BitConverter.ToInt64(file) + wrong.Length - right.Length;
        BitConverter.TryWriteBytes(file, headerLength);
        AssertRefused(problem, file);
    }

    [Fact]
    public void Truncated_files_and_plain_weights_are_refused()
    {
        for (int length = 0; length < _valid.Length; length += 13)
            AssertRefused("run.safetensors: ", _valid[..length]);
        AssertRefused("is not a checkpoint; load weights alone with model.Load", HandMadeFile.LinearModel());
    }

    [Fact]
    public void Another_optimizer_is_refused()
    {
        Trainer<LinearModel> trainer = LinearTraining.Trainer("SgdMomentum", epochs: 1);
        using var reader = new SafeTensorsReader(new MemoryStream(_valid));
        Assert.Contains(
            "was made with Adam, but the trainer has Sgd",
            Assert.Throws<SafeTensorsException>(() => Checkpoint.Resume(trainer, reader, "a")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Mutated_checkpoints_are_resumed_or_refused_and_nothing_else()
    {
        var mutator = new FileMutator(seed: 2);
        float[] before = LinearModel.Create(1).Copy();
        int refused = 0;
        for (int execution = 0; execution < SafeTensorsFuzzTests.Executions; execution++)
        {
            byte[] file = mutator.Mutate([_valid, _valid, HandMadeFile.LinearModel()]);
            Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 1);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var reader = new SafeTensorsReader(new MemoryStream(file));
                Checkpoint.Resume(trainer, reader, "fuzz");
            }
            catch (SafeTensorsException)
            {
                refused++;
                ModelSerializationTests.AssertSameBits(before, trainer.Model.Parameters);
                Assert.Equal(0, trainer.Optimizer.StepCount);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, (4 * file.Length) + (1 << 20));
        }
        Assert.InRange(
            refused,
            SafeTensorsFuzzTests.Executions / 10,
            SafeTensorsFuzzTests.Executions - (SafeTensorsFuzzTests.Executions / 50)
        );
    }

    private static byte[] Valid()
    {
        using var folder = new TemporaryFolder();
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 1);
        trainer.Fit(LinearTraining.Training, LinearTraining.Validation);
        trainer.SaveCheckpoint(folder.File("a"));
        return File.ReadAllBytes(folder.File("a"));
    }

    private static void AssertRefused(string problem, byte[] file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("run.safetensors"), file);
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 1);
        float[] before = trainer.Model.Copy();
        var exception = Assert.Throws<SafeTensorsException>(() => trainer.Resume(folder.File("run.safetensors")));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("run.safetensors: ", exception.Message, StringComparison.Ordinal);
        ModelSerializationTests.AssertSameBits(before, trainer.Model.Parameters);
        Assert.Equal(0, trainer.Optimizer.StepCount);
        Assert.Equal(0, trainer.CaptureState().Step);
    }
}
