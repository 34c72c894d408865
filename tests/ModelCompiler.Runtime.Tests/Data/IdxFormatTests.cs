using System.IO.Compression;

namespace ModelCompiler.Runtime.Tests.Data;

/// <summary>
/// All element types, several members of gzip with whatever follows them, and the options for files in the form of EMNIST.
/// </summary>
public sealed class IdxFormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idx").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0x08, "00 80 FF", new double[] { 0, 128, 255 })]
    [InlineData(0x09, "00 80 FF", new double[] { 0, -128, -1 })]
    [InlineData(0x0B, "0001 8000 7FFF", new double[] { 1, -32768, 32767 })]
    [InlineData(0x0C, "00000001 80000000 01000001", new double[] { 1, int.MinValue, 16777217 })]
    [InlineData(0x0D, "3F800000 C0200000 3DCCCCCD", new double[] { 1, -2.5, 0.1f })]
    [InlineData(0x0E, "3FF0000000000000 C004000000000000 3FB999999999999A", new double[] { 1, -2.5, 0.1 })]
    public void Every_element_type_is_read(byte type, string elements, double[] expected)
    {
        byte[] file = [0, 0, type, 1, 0, 0, 0, 3, .. Convert.FromHexString(elements.Replace(" ", ""))];
        IdxArray array = IdxReader.Read(Write("plain", file));
        Assert.Equal(((IdxElementType)type, 3), (array.Type, array.Count));
        Assert.Equal([3], array.Dimensions);
        Assert.Equal(expected, array.ToDoubles());
        Assert.Equal(expected.Select(value => (float)value), IdxReader.Read(Write("gzip", Gzip(file))).ToSingles());
        for (int length = 0; length < file.Length; length++)
            Assert.Contains("cut", Assert.Throws<InvalidDataException>(() => IdxReader.Read(Write("cut", file[..length]))).Message);
        Assert.Contains("follow", Assert.Throws<InvalidDataException>(() => IdxReader.Read(Write("longer", [.. file, 0]))).Message);
    }

    [Theory]
    [InlineData(0x0A)]
    [InlineData(0x0F)]
    [InlineData(0x00)]
    public void An_unknown_type_is_refused(byte type) =>
        Assert.Contains(
            $"element type is 0x{type:x2}",
            Assert.Throws<InvalidDataException>(() => IdxReader.Read(Write("a", [0, 0, type, 1, 0, 0, 0, 1, 0]))).Message
        );

    [Fact]
    public void Labels_of_any_type_are_whole_numbers()
    {
        Assert.Equal([3, 0], IdxReader.ReadLabels(Write("a", [0, 0, 0x0C, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0])));
        Assert.Equal([3], IdxReader.ReadLabels(Write("a", [0, 0, 0x0D, 1, 0, 0, 0, 1, 0x40, 0x40, 0, 0])));
        Assert.Contains(
            "label 0 is 2.5",
            Assert
                .Throws<InvalidDataException>(() => IdxReader.ReadLabels(Write("a", [0, 0, 0x0D, 1, 0, 0, 0, 1, 0x40, 0x20, 0, 0])))
                .Message
        );
        Assert.Contains(
            "label 0 is -1",
            Assert.Throws<InvalidDataException>(() => IdxReader.ReadLabels(Write("a", [0, 0, 0x09, 1, 0, 0, 0, 1, 0xFF]))).Message
        );
    }

    [Fact]
    public void Images_of_floats_stay_as_they_are() =>
        Assert.Equal([0.5f], IdxReader.ReadImages(Write("a", [0, 0, 0x0D, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x3F, 0, 0, 0])).Pixels);

    [Fact]
    public void Letters_of_EMNIST_are_counted_from_one_and_lie_on_their_side()
    {
        string images = Write(
            "images",
            [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2, 0, 51, 102, 153, 204, 255, 255, 204, 153, 102, 51, 0]
        );
        string labels = Write("labels", [0, 0, 8, 1, 0, 0, 0, 2, 1, 26]);
        Dataset data = IdxReader.ReadClassification(images, labels, classCount: 26, firstLabel: 1, transpose: true);
        Assert.Equal([0, 25], data.Classes.ToArray());
        Assert.Equal([0f, 0.4f, 0.8f, 0.2f, 0.6f, 1f], data.Input(0).ToArray());
        IdxImages turned = IdxReader.ReadImages(images, transpose: true);
        Assert.Equal((2, 2, 3), (turned.Count, turned.Rows, turned.Columns));
        Assert.Equal(26, IdxReader.ReadClassification(images, labels, firstLabel: 1).ClassCount);
        Assert.Contains(
            "label 0 is 1, but the labels begin at 2",
            Assert.Throws<InvalidDataException>(() => IdxReader.ReadLabels(labels, firstLabel: 2)).Message
        );
        Assert.Contains(
            "label 1 is 26, but with 25 classes the labels are 1 to 25",
            Assert.Throws<InvalidDataException>(() => IdxReader.ReadClassification(images, labels, 25, 1)).Message
        );
    }

    [Fact]
    public void Members_may_part_a_file_anywhere_and_be_padded_behind_the_last()
    {
        byte[] file = [0, 0, 8, 1, 0, 0, 0, 4, 5, 6, 7, 8];
        byte[][] behind =
        [
            [],
            [0],
            new byte[512],
            [1, 2, 3],
            [0x1f],
            [0, 0x1f, 0x8b],
            "rubbish"u8.ToArray(),
        ];
        for (int cut = 0; cut <= file.Length; cut++)
        {
            byte[] members = [.. Gzip(file[..cut]), .. Gzip([]), .. Gzip(file[cut..])];

            // Behind a member without data, which ends with zeros, a zero more cannot be told from its own; what then looks like a member
            // is one.
            foreach (
                byte[] padding in behind.Where(padding => cut < file.Length || !padding.AsSpan().StartsWith((ReadOnlySpan<byte>)[0, 0x1f]))
            )
                Assert.Equal([5, 6, 7, 8], IdxReader.ReadLabels(Write("members", [.. members, .. padding])));

            // Where the first member has everything, what remains of the others may be padding.
            for (int length = 2; length < members.Length && cut < file.Length; length++)
                Assert.Throws<InvalidDataException>(() => IdxReader.ReadLabels(Write("cut", members[..length])));
        }
    }

    [Fact]
    public void A_header_with_all_its_optional_parts_is_read()
    {
        byte[] plain = Gzip([0, 0, 8, 1, 0, 0, 0, 1, 9]);
        byte[] header = [0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 0xAA, 0xBB, .. "name\0comment\0"u8, 0, 0];
        Assert.Equal([9], IdxReader.ReadLabels(Write("a", [.. header, .. plain[10..]])));
        for (int length = 2; length < header.Length; length++)
            Assert.Contains(
                "cut off",
                Assert.Throws<InvalidDataException>(() => IdxReader.ReadLabels(Write("a", header[..length]))).Message
            );
    }

    [Fact]
    public void A_wrong_checksum_or_length_of_any_member_is_refused()
    {
        byte[] first = Gzip([0, 0, 8, 1, 0, 0, 0, 2]),
            second = Gzip([1, 2]);
        foreach (
            int position in new[] { first.Length - 8, first.Length - 4, first.Length + second.Length - 8, first.Length + second.Length - 1 }
        )
        {
            byte[] file = [.. first, .. second];
            file[position] ^= 1;
            Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => IdxReader.ReadLabels(Write("a", file))).Message);
        }
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        // .NET writes nothing at all for no bytes; an empty member is a header, an empty block and zeros.
        return stream.Length > 0 ? stream.ToArray() : [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
