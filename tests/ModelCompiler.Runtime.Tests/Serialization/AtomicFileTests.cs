namespace ModelCompiler.Runtime.Tests.Serialization;

public class AtomicFileTests
{
    [Fact]
    public void Writes_a_new_file_and_replaces_an_old_one()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.Write(folder.File("a"), stream => stream.Write("first and longer"u8));
        AtomicFile.Write(folder.File("a"), stream => stream.Write("second"u8));
        Assert.Equal("second", File.ReadAllText(folder.File("a")));
        Assert.Equal(["a"], folder.Names());
    }

    [Fact]
    public void A_failure_at_any_byte_leaves_the_old_file_and_no_temporary()
    {
        using var folder = new TemporaryFolder();
        LinearModel.Create(1).Save(folder.File("model.safetensors"));
        byte[] old = File.ReadAllBytes(folder.File("model.safetensors"));
        for (int limit = 0; limit < old.Length; limit++)
        {
            int bytes = limit;
            Assert.Throws<IOException>(() => AtomicFile.Write(folder.File("model.safetensors"), stream => LinearModel.Create(2).Save(new FailingStream(stream, bytes))));
            Assert.Equal(old, File.ReadAllBytes(folder.File("model.safetensors")));
        }
        Assert.Equal(["model.safetensors"], folder.Names());
    }

    [Fact]
    public void Says_what_is_wrong_with_a_path_before_writing()
    {
        using var folder = new TemporaryFolder();
        static void Unreachable(Stream stream) => throw new InvalidOperationException();
        string missing = Path.Combine(folder.File("none"), "a");
        Assert.Contains("does not exist: create it", Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(missing, Unreachable)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder.File("sub"));
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => AtomicFile.Write(folder.File("sub"), Unreachable)).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => AtomicFile.Write("/", Unreachable)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AtomicFile.Write("", Unreachable));
    }

    [Fact]
    public async Task Many_threads_may_save_one_file_while_others_load_it()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        LinearModel.Create(0).Save(path);
        IEnumerable<Task> work = Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            LinearModel model = LinearModel.Create((ulong)worker);
            for (int i = 0; i < 20; i++)
            {
                if (worker % 2 == 0)
                    model.Save(path);
                else
                    model.Load(path);
            }
        }));
        await Task.WhenAll(work);
        Assert.Equal(["model.safetensors"], folder.Names());
    }
}
