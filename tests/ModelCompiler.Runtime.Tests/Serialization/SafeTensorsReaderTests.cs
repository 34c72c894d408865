namespace ModelCompiler.Runtime.Tests.Serialization;

public partial class SafeTensorsReaderTests
{
    [Fact]
    public void Reads_a_file_with_other_order_whitespace_and_metadata()
    {
        byte[] file = HandMadeFile.Of(
            "{\n\t\"b\" : { \"data_offsets\" : [ 0 , 8 ] , \"shape\" : [ 1, 2 ],\r\n \"dtype\":\"F32\" },\n \"\\u0061 "
                + "\u00e9\":{\"shape\":[],\"dtype\":\"F32\",\"data_offsets\":[8,12]},\n \"__metadata__\": {\"note\":\"a "
                + "\\\"quoted\\\" line\\n\", \"\":\"\"}\n}     ",
            HandMadeFile.Bytes(1, float.NaN, -0f)
        );
        using var reader = new SafeTensorsReader(new MemoryStream(file));

        Assert.Equal(["b", "a é"], reader.Tensors.Select(tensor => tensor.Name));
        Assert.Equal("a \"quoted\" line\n", reader.Metadata["note"]);
        Assert.Equal("", reader.Metadata[""]);
        Assert.Equal([1, 2], reader.Find("b")!.Shape.ToArray());
        Assert.Equal([], reader.Find("a é")!.Shape.ToArray());
        Assert.Equal([1, float.NaN], Floats(reader, "b"));
        Assert.Equal(BitConverter.SingleToUInt32Bits(-0f), BitConverter.SingleToUInt32Bits(Floats(reader, "a é")[0]));
        Assert.Null(reader.Find("c"));
    }

    [Fact]
    public void Accepts_no_tensors_and_empty_tensors()
    {
        using var nothing = new SafeTensorsReader(new MemoryStream(HandMadeFile.Of("{}")));
        Assert.Empty(nothing.Tensors);
        Assert.Empty(nothing.Metadata);

        using var empty = new SafeTensorsReader(
            new MemoryStream(
                HandMadeFile.Of(
                    """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F64","shape":[9223372036854775807,4,0],"data_offsets":[4,4]},"c":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}""",
                    new byte[5]
                )
            )
        );
        Assert.Equal(0, empty.Find("b")!.Count);
        Assert.Equal([], Floats(empty, "b"));
    }

    [Theory]
    [InlineData("\"extra\":1")]
    [InlineData("\"extra\":null,\"more\":true")]
    [InlineData("\"extra\":{\"dtype\":\"F64\",\"shape\":[9],\"list\":[[],{},[1,[2,[3]]],\"}\"]}")]
    [InlineData("\"\":\"\"")]
    public void Passes_over_fields_that_the_format_does_not_have_as_the_reference_does(string extra)
    {
        foreach (
            string tensor in new[]
            {
                $$"""{{{extra}},"dtype":"F32","shape":[1],"data_offsets":[0,4]}""",
                $$"""{"dtype":"F32",{{extra}},"shape":[1],"data_offsets":[0,4]}""",
                $$"""{"dtype":"F32","shape":[1],"data_offsets":[0,4],{{extra}}}""",
            }
        )
        {
            using var reader = new SafeTensorsReader(new MemoryStream(HandMadeFile.Of($"{{\"a\":{tensor}}}", HandMadeFile.Bytes(7))));
            Assert.Equal([7], Floats(reader, "a"));
        }
    }

    [Fact]
    public void A_field_nested_too_deeply_is_refused() =>
        AssertRefused(
            "not valid JSON",
            HandMadeFile.Of(
                "{\"a\":{\"x\":"
                    + new string('[', 100_000)
                    + new string(']', 100_000)
                    + ",\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                new byte[1]
            )
        );

    [Fact]
    public void A_tensor_of_an_unknown_type_can_be_passed_on_but_not_read()
    {
        byte[] file = HandMadeFile.Of(
            """{"a":{"dtype":"F8_E4M3","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"F4","shape":[2],"data_offsets":[3,4]},"c":{"dtype":"F8_E4M3","shape":[0,9],"data_offsets":[4,4]}}""",
            1,
            2,
            3,
            4
        );
        using var reader = new SafeTensorsReader(new MemoryStream(file));
        SafeTensor a = reader.Find("a")!;
        Assert.Null(a.Type);
        Assert.Equal(("a F8_E4M3 [3]", 3, 3), (a.ToString(), a.Count, a.ByteLength));
        Assert.Equal((2, 1), (reader.Find("b")!.Count, reader.Find("b")!.ByteLength));
        Assert.Contains(
            "a F8_E4M3 [3] cannot be read as floats",
            Assert.Throws<SafeTensorsException>(() => reader.Read(a, new float[3])).Message,
            StringComparison.Ordinal
        );

        var writer = new SafeTensorsWriter();
        foreach (SafeTensor tensor in reader.Tensors)
            writer.Add(tensor, reader, "renamed." + tensor.Name);
        var copy = new MemoryStream();
        writer.WriteTo(copy);
        var specification = new SpecificationReader(copy.ToArray());
        Assert.Equal("F8_E4M3", specification.Type("renamed.a"));
        Assert.Equal("F4", specification.Type("renamed.b"));
    }

    [Fact]
    public void Doubles_are_read_exactly()
    {
        var writer = new SafeTensorsWriter();
        writer.Add("d", [2], [0.1, 1e300]);
        writer.Add("f", [1], [0.1f]);
        var file = new MemoryStream();
        writer.WriteTo(file);
        file.Position = 0;
        using var reader = new SafeTensorsReader(file);
        double[] two = new double[2],
            one = new double[1];
        reader.Read(reader.Find("d")!, two);
        reader.Read(reader.Find("f")!, one);
        Assert.Equal([0.1, 1e300], two);
        Assert.Equal([0.1f], one);
    }

    [Fact]
    public void Starts_at_the_streams_position()
    {
        var stream = new MemoryStream([
            9,
            9,
            .. HandMadeFile.Of("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", HandMadeFile.Bytes(7)),
        ])
        {
            Position = 2,
        };
        using var reader = new SafeTensorsReader(stream);
        Assert.Equal([7], Floats(reader, "a"));
    }

    [Fact]
    public void Widens_half_and_bfloat16_exactly_and_rounds_double_to_nearest()
    {
        ushort[] everyHalf = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];
        byte[] bits = [.. everyHalf.SelectMany(BitConverter.GetBytes)];
        double[] doubles = [1.0 / 3, 1e300, -1e-300, 16777217, double.NaN, 0.1f];
        byte[] file = HandMadeFile.Of(
            """{"h":{"dtype":"F16","shape":[65536],"data_offsets":[0,131072]},"b":{"dtype":"BF16","shape":[65536],"data_offsets":[131072,262144]},"d":{"dtype":"F64","shape":[2,3],"data_offsets":[262144,262192]}}""",
            [.. bits, .. bits, .. doubles.SelectMany(BitConverter.GetBytes)]
        );
        using var reader = new SafeTensorsReader(new MemoryStream(file));

        float[] halves = Floats(reader, "h");
        float[] bfloats = Floats(reader, "b");
        for (int i = 0; i < 65536; i++)
        {
            Assert.Equal((float)BitConverter.UInt16BitsToHalf((ushort)i), halves[i]);
            Assert.Equal((uint)i << 16, BitConverter.SingleToUInt32Bits(bfloats[i]));
        }
        Assert.Equal([1f / 3, float.PositiveInfinity, -0f, 16777216, float.NaN, 0.1f], Floats(reader, "d"));
    }

    [Fact]
    public void Reads_the_bytes_of_any_type_but_floats_only_of_float_types()
    {
        byte[] file = HandMadeFile.Of("""{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", 1, 2, 3, 4, 5, 6, 7, 8);
        using var reader = new SafeTensorsReader(new MemoryStream(file));
        byte[] bytes = new byte[8];
        reader.ReadBytes(reader.Tensors[0], bytes);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], bytes);
        Assert.Contains(
            "a I64 [1] cannot be read as floats",
            Assert.Throws<SafeTensorsException>(() => Floats(reader, "a")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => reader.ReadBytes(reader.Tensors[0], new byte[7]));
    }

    [Fact]
    public void Reading_does_not_allocate()
    {
        byte[] file = HandMadeFile.LinearModel();
        using var reader = new SafeTensorsReader(new MemoryStream(file));
        float[] values = new float[105];
        reader.Read(reader.Find("linear.weight")!, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(reader.Find("linear.weight")!, values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Names_the_file_and_refuses_streams_that_cannot_seek()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("half.safetensors"), HandMadeFile.LinearModel()[..300]);
        var exception = Assert.Throws<SafeTensorsException>(() => new SafeTensorsReader(folder.File("half.safetensors")));
        Assert.StartsWith("half.safetensors: the file is truncated", exception.Message, StringComparison.Ordinal);
        Assert.Equal("half.safetensors", exception.FileName);

        using var compressed = new System.IO.Compression.GZipStream(new MemoryStream(), System.IO.Compression.CompressionMode.Decompress);
        Assert.Throws<ArgumentException>(() => new SafeTensorsReader(compressed));
        Assert.Throws<FileNotFoundException>(() => new SafeTensorsReader(folder.File("none.safetensors")));
    }

    [Fact]
    public void A_file_that_shrinks_after_it_was_opened_is_an_error()
    {
        var stream = new MemoryStream();
        stream.Write(HandMadeFile.LinearModel());
        stream.Position = 0;
        using var reader = new SafeTensorsReader(stream);
        stream.SetLength(300);
        Assert.Contains(
            "changed since it was opened",
            Assert.Throws<SafeTensorsException>(() => Floats(reader, "linear.weight")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Refuses_text_that_is_not_utf8_and_names_that_are_too_long()
    {
        AssertRefused("not valid UTF-8", HandMadeFile.Of([.. "{\"a"u8, 0xC3, .. "\":1}"u8], []));
        AssertRefused("at most 512", HandMadeFile.Of($"{{\"{new string('a', 513)}\":1}}"));
        AssertRefused(
            "more than 1024 entries",
            HandMadeFile.Of("{\"__metadata__\":{" + string.Join(',', Enumerable.Range(0, 1025).Select(i => $"\"{i}\":\"\"")) + "}}")
        );
        AssertRefused(
            "more than 65536 tensors",
            HandMadeFile.Of(
                "{"
                    + string.Join(
                        ',',
                        Enumerable.Range(0, 65537).Select(i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}")
                    )
                    + "}"
            )
        );
    }

    private static float[] Floats(SafeTensorsReader reader, string name)
    {
        float[] values = new float[reader.Find(name)!.Count];
        reader.Read(reader.Find(name)!, values);
        return values;
    }
}
