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
            Assert.Throws<IOException>(() =>
                AtomicFile.Write(folder.File("model.safetensors"), stream => LinearModel.Create(2).Save(new FailingStream(stream, bytes)))
            );
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
        Assert.Contains(
            "does not exist: create it",
            Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(missing, Unreachable)).Message,
            StringComparison.Ordinal
        );
        Directory.CreateDirectory(folder.File("sub"));
        Assert.Contains(
            "is a folder",
            Assert.Throws<IOException>(() => AtomicFile.Write(folder.File("sub"), Unreachable)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is a folder",
            Assert.Throws<IOException>(() => AtomicFile.Write("/", Unreachable)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => AtomicFile.Write("", Unreachable));
    }

    [Fact]
    public async Task Many_threads_may_save_one_file_while_others_load_it()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        LinearModel.Create(0).Save(path);
        IEnumerable<Task> work = Enumerable
            .Range(0, 4)
            .Select(worker =>
                Task.Run(() =>
                {
                    LinearModel model = LinearModel.Create((ulong)worker);
                    for (int i = 0; i < 20; i++)
                    {
                        if (worker % 2 == 0)
                            model.Save(path);
                        else
                            model.Load(path);
                    }
                })
            );
        await Task.WhenAll(work);
        Assert.Equal(["model.safetensors"], folder.Names());
    }

    [Fact]
    public void A_name_may_be_as_long_as_the_file_system_allows()
    {
        using var folder = new TemporaryFolder();
        string name = new('b', 255);
        AtomicFile.Write(folder.File(name), stream => stream.Write("a"u8));
        AtomicFile.Write(folder.File(name), stream => stream.Write("b"u8));
        Assert.Equal([name], folder.Names());
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_symbolic_link_stays_one_and_its_target_is_written(bool exists)
    {
        Skip.If(OperatingSystem.IsWindows(), "Symbolic links need a right there.");
        using var folder = new TemporaryFolder();
        string target = Path.Combine(Directory.CreateDirectory(folder.File("elsewhere")).FullName, "target");
        if (exists)
            File.WriteAllText(target, "old");
        File.CreateSymbolicLink(folder.File("middle"), target);
        File.CreateSymbolicLink(folder.File("link"), folder.File("middle"));
        AtomicFile.Write(folder.File("link"), stream => stream.Write("new"u8));
        Assert.Equal(folder.File("middle"), new FileInfo(folder.File("link")).LinkTarget);
        Assert.Equal(target, new FileInfo(folder.File("middle")).LinkTarget);
        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(["target"], new DirectoryInfo(folder.File("elsewhere")).GetFiles().Select(file => file.Name));
    }

    [SkippableTheory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(
        UnixFileMode.UserRead
            | UnixFileMode.UserWrite
            | UnixFileMode.GroupRead
            | UnixFileMode.GroupWrite
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite
    )]
    [InlineData(UnixFileMode.UserRead)]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_mode_of_an_existing_file_is_kept(UnixFileMode mode)
    {
        Skip.If(OperatingSystem.IsWindows(), "There are no modes.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a"), "old");
        File.SetUnixFileMode(folder.File("a"), mode);
        AtomicFile.Write(
            folder.File("a"),
            stream =>
            {
                string temporary = Assert.Single(folder.Names(), name => name != "a");
                Assert.Equal(mode, File.GetUnixFileMode(folder.File(temporary)));
                stream.Write("new"u8);
            }
        );
        Assert.Equal((mode, "new"), (File.GetUnixFileMode(folder.File("a")), File.ReadAllText(folder.File("a"))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_refusal_of_Windows_that_passes_is_waited_for(int refusals)
    {
        int moves = 0,
            waited = 0;
        FileReplacement.Move(
            "a",
            "b",
            (_, _, overwrite) =>
            {
                Assert.True(overwrite);
                if (moves++ < refusals)
                    throw moves % 2 == 0 ? new UnauthorizedAccessException() : new IOException("in use", unchecked((int)0x80070020));
            },
            isWindows: true,
            milliseconds => waited += milliseconds
        );
        Assert.Equal(refusals + 1, moves);
        Assert.True(waited is < 500 && (waited > 0) == (refusals > 0));
    }

    [Fact]
    public void A_refusal_that_stays_is_an_exception_that_says_so()
    {
        int waited = 0;
        IOException refused = Assert.Throws<IOException>(() =>
            FileReplacement.Move(
                "a",
                "b",
                (_, _, _) => throw new UnauthorizedAccessException(),
                isWindows: true,
                milliseconds => waited += milliseconds
            )
        );
        Assert.Contains("'b' cannot be replaced, because another program has it open", refused.Message, StringComparison.Ordinal);
        Assert.IsType<UnauthorizedAccessException>(refused.InnerException);
        Assert.InRange(waited, 100, 500);

        // Neither elsewhere nor for other failures.
        Assert.Throws<UnauthorizedAccessException>(() =>
            FileReplacement.Move(
                "a",
                "b",
                (_, _, _) => throw new UnauthorizedAccessException(),
                isWindows: false,
                _ => throw new InvalidOperationException()
            )
        );
        Assert.Equal(
            "full",
            Assert
                .Throws<IOException>(() =>
                    FileReplacement.Move(
                        "a",
                        "b",
                        (_, _, _) => throw new IOException("full"),
                        isWindows: true,
                        _ => throw new InvalidOperationException()
                    )
                )
                .Message
        );
    }
}
