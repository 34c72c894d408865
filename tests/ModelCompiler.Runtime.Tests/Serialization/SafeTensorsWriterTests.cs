using System.Text;

namespace ModelCompiler.Runtime.Tests.Serialization;

public class SafeTensorsWriterTests
{
    [Fact]
    public void The_order_of_adding_does_not_show_and_large_elements_come_first()
    {
        var first = new SafeTensorsWriter();
        first.Add("z", TensorType.UInt8, [3], [1, 2, 3]);
        first.Add("b", [2], [1, 2]);
        first.Add("a", [], [3]);
        first.Add("é\"", TensorType.Int64, [1], new byte[8]);
        first.AddMetadata("y", "2");
        first.AddMetadata("x", "1\n");
        var second = new SafeTensorsWriter();
        second.AddMetadata("x", "1\n");
        second.Add("é\"", TensorType.Int64, [1], new byte[8]);
        second.Add("a", [], [3]);
        second.AddMetadata("y", "2");
        second.Add("b", [2], [1, 2]);
        second.Add("z", TensorType.UInt8, [3], [1, 2, 3]);

        byte[] file = Bytes(first);
        Assert.Equal(file, Bytes(second));
        const string Header =
            """{"__metadata__":{"x":"1\n","y":"2"},"é\"":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[],"data_offsets":[8,12]},"b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]},"z":{"dtype":"U8","shape":[3],"data_offsets":[20,23]}}""";
        var reader = new SpecificationReader(file);
        Assert.Equal(Header, reader.HeaderText.TrimEnd(' '));
        Assert.Equal(0, Encoding.UTF8.GetByteCount(reader.HeaderText) % 8);
        Assert.True(reader.HeaderText.Length - Header.Length < 8);
        Assert.Equal([1, 2], reader.Floats("b"));
    }

    [Fact]
    public void Everything_written_is_read()
    {
        var writer = new SafeTensorsWriter();
        foreach (TensorType type in Enum.GetValues<TensorType>())
            writer.Add(type.ToString(), type, [3, 0, 2], []);
        writer.Add("eight", [1, 1, 1, 1, 1, 1, 1, 2], [5, 6]);
        writer.Add("", [1], [7]);
        using var reader = new SafeTensorsReader(new MemoryStream(Bytes(writer)));
        Assert.Equal(Enum.GetValues<TensorType>().Length + 2, reader.Tensors.Count);
        foreach (TensorType type in Enum.GetValues<TensorType>())
            Assert.Equal(type, reader.Find(type.ToString())!.Type);
        Assert.Equal(1, reader.Find("")!.Count);
    }

    [Fact]
    public void Refuses_what_no_reader_would_accept()
    {
        var writer = new SafeTensorsWriter();
        writer.Add("a", [1], [0]);
        writer.AddMetadata("a", "");
        Assert.Throws<ArgumentException>(() => writer.Add("a", [1], [0]));
        Assert.Throws<ArgumentException>(() => writer.Add("b", [2], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add("b", [-1, -1], [0]));
        Assert.Throws<ArgumentException>(() => writer.Add("b", [1, 1, 1, 1, 1, 1, 1, 1, 1], [0]));
        Assert.Throws<ArgumentException>(() => writer.Add("b", TensorType.Float64, [1], new byte[7]));
        Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", [1], [0]));
        Assert.Throws<ArgumentException>(() => writer.Add(new string('é', 257), [1], [0]));
        Assert.Throws<ArgumentException>(() => writer.AddMetadata("a", ""));
        Assert.Equal(["a"], new SpecificationReader(Bytes(writer)).Names);
    }

    /// <summary>Escapes count: a reader measures names and texts as they stand in the file.</summary>
    [Theory]
    [InlineData("\"", 256, true)]
    [InlineData("\"", 257, false)]
    [InlineData("é", 256, true)]
    [InlineData("\U0001F600", 42, true)]
    [InlineData("\U0001F600", 43, false)]
    [InlineData("\n", 257, false)]
    public void Names_are_refused_if_and_only_if_no_reader_would_accept_them(string piece, int count, bool isRight)
    {
        string name = string.Concat(Enumerable.Repeat(piece, count));
        var writer = new SafeTensorsWriter();
        if (isRight)
        {
            writer.Add(name, [1], [0]);
            writer.AddMetadata(name, name);
            using var reader = new SafeTensorsReader(new MemoryStream(Bytes(writer)));
            Assert.Equal((name, name), (reader.Tensors[0].Name, reader.Metadata[name]));
            return;
        }

        Assert.Throws<ArgumentException>(() => writer.Add(name, [1], [0]));
        Assert.Throws<ArgumentException>(() => writer.AddMetadata(name, ""));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_wherever_it_stands()
    {
        var writer = new SafeTensorsWriter();
        foreach (string half in new[] { "\ud800", "a\udc00", "\ud800b" })
        {
            Assert.Throws<ArgumentException>(() => writer.Add(half, [1], [0]));
            Assert.Throws<ArgumentException>(() => writer.AddMetadata(half, ""));
            Assert.Throws<ArgumentException>(() => writer.AddMetadata("half", half));
        }
    }

    [Fact]
    public void A_long_text_is_refused_if_and_only_if_it_needs_escapes()
    {
        var writer = new SafeTensorsWriter();
        writer.AddMetadata("plain", new string('a', 600 * 1024));
        writer.AddMetadata("escaped", new string('\n', 256 * 1024));
        Assert.Throws<ArgumentException>(() => writer.AddMetadata("long", new string('\n', (256 * 1024) + 1)));
        Assert.Throws<ArgumentNullException>(() => writer.AddMetadata("null", null!));
        using var reader = new SafeTensorsReader(new MemoryStream(Bytes(writer)));
        Assert.Equal((2, 256 * 1024), (reader.Metadata.Count, reader.Metadata["escaped"].Length));
    }

    private static byte[] Bytes(SafeTensorsWriter writer)
    {
        var stream = new MemoryStream();
        writer.WriteTo(stream);
        return stream.ToArray();
    }
}
