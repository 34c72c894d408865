using System.Text;

namespace ModelCompiler.Runtime.Tests.Rows;

public sealed class FlatFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<TensorType, byte[], float[]> Elements { get; } =
        new()
        {
            { TensorType.Bool, [0, 1, 7], [0, 1, 1] },
            { TensorType.UInt8, [0, 128, 255], [0, 128, 255] },
            { TensorType.Int8, [0x80, 0, 0x7f], [-128, 0, 127] },
            { TensorType.UInt16, [0x34, 0x12, 0xff, 0xff], [0x1234, 65535] },
            { TensorType.Int16, [0x34, 0x12, 0xff, 0xff], [0x1234, -1] },
            { TensorType.Float16, [0x00, 0x3c, 0x00, 0xc0, 0xff, 0x7b, 0x01, 0x00, 0x00, 0x80], [1, -2, 65504, 5.9604645e-8f, -0f] },
            { TensorType.BFloat16, [0x80, 0x3f, 0x00, 0xc0, 0x49, 0x40], [1, -2, 3.140625f] },
            { TensorType.UInt32, [0, 0, 0, 0x80], [2147483648f] },
            { TensorType.Int32, [0xfe, 0xff, 0xff, 0xff], [-2] },
            { TensorType.Float32, [0, 0, 0x80, 0x3f, 0xdb, 0x0f, 0x49, 0xc0], [1, -MathF.PI] },
            { TensorType.UInt64, [0, 0, 0, 0, 1, 0, 0, 0], [4294967296f] },
            { TensorType.Int64, [0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-3] },
            { TensorType.Float64, [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], [1.5f] },
        };

    [Theory]
    [MemberData(nameof(Elements))]
    public void Elements_become_the_floats_they_mean(TensorType type, byte[] bytes, float[] expected)
    {
        using RowTable rows = RowTable.Raw(_folder.Write("raw", bytes), type, 1);
        Assert.Equal(expected, All(rows));

        // As many that vectors are filled, and some are left.
        byte[] many = [.. Enumerable.Repeat(bytes, 37).SelectMany(each => each)];
        using RowTable long_ = RowTable.Raw(_folder.Write("long", many), type, 1);
        Assert.Equal([.. Enumerable.Repeat(expected, 37).SelectMany(each => each)], All(long_));
    }

    [Fact]
    public void Every_half_is_what_dotnet_makes_of_it()
    {
        byte[] bytes = new byte[2 * 65536];
        for (int bits = 0; bits < 65536; bits++)
            BitConverter.TryWriteBytes(bytes.AsSpan(2 * bits), (ushort)bits);
        float[] values = new float[65536];
        ElementReader.Of(TensorType.Float16).Widen(bytes, values);
        for (int bits = 0; bits < 65536; bits++)
        {
            float expected = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            Assert.True(expected.Equals(values[bits]), $"{bits:x4}: {expected} and not {values[bits]}");
        }
    }

    [Fact]
    public void Raw_rows_have_an_offset_and_a_divisor()
    {
        using RowTable rows = RowTable.Raw(_folder.Write("raw", 9, 9, 9, 0, 51, 255, 102), TensorType.UInt8, 2, divisor: 255, offset: 3);
        Assert.Equal((2, 2), (rows.Count, rows.Size));
        Assert.Equal([0, 51 / 255f, 1, 102 / 255f], All(rows));
        float[] last = new float[2];
        rows.Read(1, last);
        Assert.Equal([1, 102 / 255f], last);
    }

    [Fact]
    public void Idx_files_are_read_in_their_byte_order()
    {
        using RowTable images = RowTable.Idx(_folder.Write("images", 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6));
        Assert.Equal((2, 3), (images.Count, images.Size));
        Assert.Equal([1, 2, 3, 4, 5, 6], All(images));
        using RowTable floats = RowTable.Idx(_folder.Write("floats", 0, 0, 0x0d, 1, 0, 0, 0, 2, 0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0));
        Assert.Equal([1, -2], All(floats));
        using RowTable shorts = RowTable.Idx(_folder.Write("shorts", 0, 0, 0x0b, 1, 0, 0, 0, 2, 0x01, 0x02, 0xff, 0xfe));
        Assert.Equal([258, -2], All(shorts));
    }

    [Theory]
    [InlineData(1, "'<f4'", "(2, 3)")]
    [InlineData(2, "'<f4'", "(2, 3)")]
    [InlineData(1, "'>f4'", "(2, 3)")]
    [InlineData(1, "'<f8'", "(2, 3)")]
    [InlineData(1, "'<i8'", "(2, 3, 1)")]
    [InlineData(1, "'|u1'", "(2, 3,)")]
    [InlineData(1, "'<f2'", "(2, 3)")]
    public void Files_of_NumPy_are_read(int version, string type, string shape)
    {
        byte[] data = type switch
        {
            "'<f4'" => [.. Numbers<float>(BitConverter.GetBytes)],
            "'>f4'" => [.. Numbers<float>(value => [.. BitConverter.GetBytes(value).Reverse()])],
            "'<f8'" => [.. Numbers<double>(BitConverter.GetBytes)],
            "'<i8'" => [.. Numbers<long>(BitConverter.GetBytes)],
            "'<f2'" => [.. Numbers<float>(value => BitConverter.GetBytes((Half)value))],
            _ => [1, 2, 3, 4, 5, 6],
        };
        using RowTable rows = RowTable.Npy(_folder.Write("a.npy", Npy(version, type, "False", shape, data)));
        Assert.Equal((2, 3), (rows.Count, rows.Size));
        Assert.Equal([1, 2, 3, 4, 5, 6], All(rows));

        static IEnumerable<byte> Numbers<T>(Func<T, byte[]> bytes)
            where T : System.Numerics.INumber<T> => Enumerable.Range(1, 6).SelectMany(value => bytes(T.CreateChecked(value)));
    }

    [Theory]
    [InlineData("'<f4'", "True", "(2, 3)", "column after column")]
    [InlineData("'<U3'", "False", "(2,)", "no plain numbers")]
    [InlineData("[('a', '<f4')]", "False", "(2,)", "no plain numbers")]
    [InlineData("'<f4'", "False", "()", "no dimension")]
    [InlineData("'<f4'", "False", "(3, 3)", "claims 3 rows of 3 elements of F32")]
    [InlineData("'<f4'", "False", "(9223372036854775807, 2147483591)", "claims 9223372036854775807 rows")]
    [InlineData("'<f4'", "False", "(2, 0)", "0 elements")]
    public void Other_files_of_NumPy_are_refused(string type, string fortran, string shape, string message)
    {
        string path = _folder.Write("a.npy", Npy(1, type, fortran, shape, new byte[24]));
        string text = Assert.Throws<InvalidDataException>(() => RowTable.Npy(path)).Message;
        Assert.Contains(message, text);
        Assert.Contains(path, text);
    }

    [Fact]
    public void Tensors_are_read_by_their_names()
    {
        var writer = new SafeTensorsWriter();
        writer.Add("x", [2, 1, 2], (float[])[1, 2, 3, 4]);
        writer.Add("y", TensorType.UInt8, [2], [8, 9]);
        string path = _folder.Path("a.safetensors");
        writer.Save(path);
        using RowTable x = RowTable.SafeTensors(path, "x"),
            y = RowTable.SafeTensors(path, "y");
        Assert.Equal([1, 2, 3, 4], All(x));
        Assert.Equal([8, 9], All(y));
        Assert.Contains("It has: x, y", Assert.Throws<InvalidDataException>(() => RowTable.SafeTensors(path, "z")).Message);
    }

    [Fact]
    public void Files_that_are_shorter_than_they_say_are_refused()
    {
        string idx = _folder.Write("idx", 0, 0, 8, 1, 0, 0, 0, 3, 1, 2);
        Assert.Contains("claims 3 rows", Assert.Throws<InvalidDataException>(() => RowTable.Idx(idx)).Message);
        string head = _folder.Write("head", 0, 0, 8, 2, 0, 0);
        Assert.Contains("within the header", Assert.Throws<InvalidDataException>(() => RowTable.Idx(head)).Message);
        string packed = _folder.Write("packed", 0x1f, 0x8b, 8, 0);
        Assert.Contains("gunzip", Assert.Throws<InvalidDataException>(() => RowTable.Idx(packed)).Message);
        string raw = _folder.Write("raw", 1, 2, 3);
        Assert.Contains(
            "no whole number of rows of 2 bytes",
            Assert.Throws<InvalidDataException>(() => RowTable.Raw(raw, TensorType.UInt8, 2)).Message
        );
        Assert.Throws<FileNotFoundException>(() => RowTable.Idx(_folder.Path("none")));
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_is_named_with_the_row()
    {
        string path = _folder.Write("raw", new byte[100]);
        using RowTable rows = RowTable.Raw(path, TensorType.UInt8, 10);
        // The reader shares for reading alone, which on Unix binds only those who ask.
        if (OperatingSystem.IsWindows())
            return;
        using (
            FileStream file = new(
                path,
                new FileStreamOptions { Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete }
            )
        )
            file.SetLength(57);
        string message = Assert.Throws<InvalidDataException>(() => All(rows)).Message;
        Assert.Contains($"'{path}' ends at byte 57, within row 5, though it had 10 rows", message);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinity")]
    [InlineData(float.NegativeInfinity, "-infinity")]
    public void What_is_not_finite_is_named_with_file_row_and_column(float value, string text)
    {
        float[] values = new float[3000];
        values[2005] = value;
        string path = _folder.Write("raw", System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        using RowTable rows = RowTable.Raw(path, TensorType.Float32, 3);
        float[] before = new float[3];
        rows.Read(667, before);
        string message = Assert.Throws<InvalidDataException>(() => rows.Read(600, new float[300])).Message;
        Assert.Contains($"'{path}', row 668, column 1 is {text}:", message);
        Assert.Contains("row 668", Assert.Throws<InvalidDataException>(() => rows.Slice(660, 10).Read(0, new float[30])).Message);
    }

    [Fact]
    public void Views_show_parts()
    {
        using RowTable rows = RowTable.InMemory(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, 3);
        Assert.Equal([5, 8], All(rows.Columns(1, 1).Slice(1, 2)));
        Assert.Equal([5, 6, 8, 9], All(rows.Slice(1, 2).Columns(1, 2)));
        Assert.Equal([6, 9], All(rows.Columns(1, 2).Columns(1, 1).Slice(1, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Slice(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Columns(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Read(1, new float[9]));
        Assert.Throws<ArgumentException>(() => rows.Read(0, new float[4]));
    }

    [Fact]
    public void Fingerprints_tell_files_apart()
    {
        byte[] bytes = new byte[(64 << 14) + 5000];
        string path = _folder.Write("a", bytes);
        using RowTable first = RowTable.Raw(path, TensorType.UInt8, 8);
        bytes[^1] = 1;
        using RowTable other = RowTable.Raw(_folder.Write("b", bytes), TensorType.UInt8, 8);
        using RowTable same = RowTable.Raw(_folder.Write("c", bytes), TensorType.UInt8, 8);
        Assert.NotEqual(first.Fingerprint, other.Fingerprint);
        Assert.Equal(same.Fingerprint, other.Fingerprint);
        using RowTable small = RowTable.Raw(_folder.Write("d", 1, 2, 3), TensorType.UInt8, 1);
        using RowTable changed = RowTable.Raw(_folder.Write("e", 1, 2, 4), TensorType.UInt8, 1);
        Assert.NotEqual(small.Fingerprint, changed.Fingerprint);
    }

    public void Dispose() => _folder.Dispose();

    private static float[] All(RowTable rows)
    {
        float[] values = new float[rows.Count * rows.Size];
        rows.Read(0, values);
        return values;
    }

    private static byte[] Npy(int version, string type, string fortran, string shape, byte[] data)
    {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': {type}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. header, .. data];
    }
}
