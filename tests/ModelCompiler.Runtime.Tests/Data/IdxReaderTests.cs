using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelCompiler.Runtime.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idx").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadsImagesAndLabels(bool compress)
    {
        string images = Write("images", Idx([2, 2, 3], [0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6]), compress);
        string labels = Write("labels", Idx([2], [3, 1]), compress);
        IdxImages read = IdxReader.ReadImages(images);
        Assert.Equal((2, 2, 3), (read.Count, read.Rows, read.Columns));
        Assert.Equal([0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f], read.Pixels[..6]);
        Assert.Equal([3, 1], IdxReader.ReadLabels(labels));

        Dataset data = IdxReader.ReadClassification(images, labels);
        Assert.Equal((2, 6, 4), (data.Count, data.InputSize, data.ClassCount));
        Assert.Equal(10, IdxReader.ReadClassification(images, labels, classCount: 10).ClassCount);
    }

    [Fact]
    public void FilesThatDoNotBelongTogetherAreRefused()
    {
        string images = Write("images", Idx([2, 1, 1], [0, 1]));
        Assert.Contains("2 images", Message(() => IdxReader.ReadClassification(images, Write("labels", Idx([3], [0, 1, 2])))));
        Assert.Contains(
            "label 1 is 7, but with 5 classes",
            Message(() => IdxReader.ReadClassification(images, Write("labels", Idx([2], [0, 7])), classCount: 5))
        );
        Assert.Contains("it has 1 dimension; images have 3", Message(() => IdxReader.ReadImages(Write("labels", Idx([2], [0, 7])))));
        Assert.Throws<FileNotFoundException>(() => IdxReader.ReadLabels(Path.Combine(_folder, "missing")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryTruncationIsRefused(bool compress)
    {
        byte[] whole = Idx([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        for (int length = 0; length < whole.Length; length++)
            Assert.Contains("broken", Message(() => IdxReader.ReadImages(Write("broken", whole[..length], compress))));
        byte[] compressed = File.ReadAllBytes(Write("whole", whole, compress: true));
        for (int length = 0; length < compressed.Length; length++)
            Assert.Contains("broken", Message(() => IdxReader.ReadImages(Write("broken", compressed[..length]))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MoreThanClaimedIsRefused(bool compress) =>
        Assert.Contains("broken", Message(() => IdxReader.ReadLabels(Write("broken", [.. Idx([2], [1, 2]), 3], compress))));

    [Fact]
    public void EveryMutationOfAHeaderIsRefused()
    {
        byte[] whole = Idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
        for (int position = 0; position < 16; position++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] mutated = [.. whole];
                mutated[position] ^= (byte)(1 << bit);

                // Signed bytes are as long as unsigned ones.
                if (position == 2 && mutated[position] == (byte)IdxElementType.SignedByte)
                    continue;
                string path = Write("broken", mutated);
                Assert.Contains("broken", Message(() => IdxReader.ReadImages(path)));
            }
        }
    }

    [Fact]
    public void MutationsOfACompressedFileNeverEscapeAsAnotherException()
    {
        byte[] whole = File.ReadAllBytes(Write("whole", Idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), compress: true));
        int refused = 0;
        for (int position = 0; position < whole.Length; position++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] mutated = [.. whole];
                mutated[position] ^= (byte)(1 << bit);
                string path = Write("broken", mutated);
                try
                {
                    // The gzip header has bytes that mean nothing to the contents, such as the time.
                    Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], IdxReader.ReadImages(path).Pixels.Select(pixel => (int)Math.Round(pixel * 255)));
                }
                catch (InvalidDataException exception)
                {
                    Assert.Contains("broken", exception.Message);
                    refused++;
                }
            }
        }

        Assert.True(refused > whole.Length * 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AForgedHeaderDoesNotReserveMemory(bool compress)
    {
        string path = Write("forged", Idx([46340, 46340, 1], [1, 2, 3]), compress);
        string giant = Write("giant", Idx([int.MaxValue, int.MaxValue, int.MaxValue], [1]), compress);
        Message(() => IdxReader.ReadImages(path));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("claims", Message(() => IdxReader.ReadImages(path)));
        Assert.Contains("claims more than", Message(() => IdxReader.ReadImages(giant)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void ACompressedClaimWithinReachGrowsOnlyWithTheData()
    {
        // Padding makes the file long enough for its claim of 200 MB to be possible, and its last bytes confirm it, but the data ends
        // early.
        string path = Write("forged", Idx([200_000_000], []), compress: true);
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(200_000);
            file.Seek(-4, SeekOrigin.End);
            file.Write(BitConverter.GetBytes(200_000_008));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Message(() => IdxReader.ReadLabels(path));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Fact]
    public void LoadsAFolderWithEitherSpelling()
    {
        byte[] images = Idx([2, 1, 1], [0, 255]);
        byte[] labels = Idx([2], [0, 9]);
        Write("train-images-idx3-ubyte.gz", images, compress: true);
        Write("train-labels-idx1-ubyte", labels);
        Write("t10k-images.idx3-ubyte", images);
        Assert.Contains("t10k-labels-idx1-ubyte", Assert.Throws<FileNotFoundException>(() => MnistFiles.Load(_folder)).Message);
        Write("t10k-labels-idx1-ubyte.gz", labels, compress: true);
        (Dataset train, Dataset test) = MnistFiles.Load(_folder);
        Assert.Equal((2, 10, 2), (train.Count, train.ClassCount, test.Count));
        Assert.Throws<DirectoryNotFoundException>(() => MnistFiles.Load(Path.Combine(_folder, "missing")));
    }

    [SkippableFact]
    public void LoadsTheRealFiles()
    {
        string? folder = Environment.GetEnvironmentVariable("MODELCOMPILER_DATA");
        Skip.If(folder is null, "MODELCOMPILER_DATA is not set.");
        string mnist = Directory.Exists(Path.Combine(folder, "mnist")) ? Path.Combine(folder, "mnist") : folder;
        Skip.If(!File.Exists(Path.Combine(mnist, "train-images-idx3-ubyte.gz")), $"'{mnist}' has no MNIST.");
        (Dataset train, Dataset test) = MnistFiles.Load(mnist);
        Assert.Equal((60_000, 784, 10), (train.Count, train.InputSize, train.ClassCount));
        Assert.Equal(10_000, test.Count);

        // The first labels of the training and the test data, as everybody knows them.
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3], train.Classes[..8].ToArray());
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9], test.Classes[..8].ToArray());
        double sum = 0;
        foreach (float pixel in train.Inputs)
            sum += pixel;
        Assert.Equal(0.1307, sum / train.Inputs.Length, 1e-4);
    }

    private static byte[] Idx(int[] dimensions, byte[] elements)
    {
        byte[] header = new byte[4 + (4 * dimensions.Length)];
        header[2] = 0x08;
        header[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), dimensions[i]);
        return [.. header, .. elements];
    }

    private static string Message(Action read) => Assert.Throws<InvalidDataException>(read).Message;

    private static string Message<T>(Func<T> read) =>
        Message(() =>
        {
            read();
        });

    private string Write(string name, byte[] bytes, bool compress = false)
    {
        string path = Path.Combine(_folder, name);
        if (!compress)
        {
            File.WriteAllBytes(path, bytes);
            return path;
        }

        using var stream = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        stream.Write(bytes);
        return path;
    }
}
