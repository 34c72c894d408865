using ModelCompiler.Onnx;
using ModelCompiler.Onnx.Export;

namespace ModelCompiler.Onnx.Tests;

/// <summary>Values that lie in other files are read by ONNX's rules, and by no others.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx-external").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Values_beside_the_model_are_read()
    {
        File.WriteAllBytes(Path.Combine(_folder, "w.data"), [9, 9, 9, 9, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);
        OnnxModel model = Read("w.data", "4", "8");
        Assert.Equal([1.5f, -2f], model.Graph.Initializers[0].ToFloats());
    }

    [Theory]
    [InlineData("../w.data", "below the folder")]
    [InlineData("/w.data", "below the folder")]
    [InlineData("sub/../../w.data", "below the folder")]
    [InlineData("", "below the folder")]
    [InlineData("absent.data", "external_data=False")]
    public void Places_elsewhere_are_refused(string location, string message)
    {
        OnnxFormatException exception = Assert.Throws<OnnxFormatException>(() => Read(location, "0", "8"));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains("'w'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4", "8", "has only 8")]
    [InlineData("0", "4", "asks for 8")]
    [InlineData("-1", "8", "offset")]
    [InlineData("99999999999999999999", "8", "offset")]
    public void Ranges_that_do_not_fit_are_refused(string offset, string length, string message)
    {
        File.WriteAllBytes(Path.Combine(_folder, "w.data"), new byte[8]);
        OnnxFormatException exception = Assert.Throws<OnnxFormatException>(() => Read("w.data", offset, length));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_link_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need rights of their own there.");
        string elsewhere = Path.Combine(_folder, "elsewhere.data");
        File.WriteAllBytes(elsewhere, new byte[8]);
        File.CreateSymbolicLink(Path.Combine(_folder, "w.data"), elsewhere);
        OnnxFormatException exception = Assert.Throws<OnnxFormatException>(() => Read("w.data", "0", "8"));
        Assert.Contains("link", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, new byte[] { 0x00, 0x3C, 0x00, 0xC0 }, 1f, -2f)]
    [InlineData(16, new byte[] { 0x80, 0x3F, 0x00, 0xC0 }, 1f, -2f)]
    [InlineData(17, new byte[] { 0x38, 0xC0 }, 1f, -2f)]
    [InlineData(19, new byte[] { 0x3C, 0xC0 }, 1f, -2f)]
    [InlineData(3, new byte[] { 1, 254 }, 1f, -2f)]
    [InlineData(22, new byte[] { 0xE1 }, 1f, -2f)]
    [InlineData(9, new byte[] { 1, 0 }, 1f, 0f)]
    public void Numbers_of_other_types_are_widened(int type, byte[] raw, float first, float second)
    {
        var tensor = new ProtobufWriter().Integer(1, 2).Integer(2, type).Text(8, "w").Bytes(9, raw);
        Assert.Equal([first, second], Model(tensor).Graph.Initializers[0].ToFloats());
    }

    [Fact]
    public void Packed_and_unpacked_numbers_are_the_same()
    {
        var unpacked = new ProtobufWriter().Integer(1, 2).Integer(1, 1).Integer(2, 7).Text(8, "w").Integer(7, 5).Integer(7, 300);
        var packed = new ProtobufWriter().Bytes(1, [2, 1]).Integer(2, 7).Text(8, "w").Bytes(7, [5, 0xAC, 0x02]);
        foreach (ProtobufWriter tensor in new[] { unpacked, packed })
        {
            OnnxTensor read = Model(tensor).Graph.Initializers[0];
            Assert.Equal([2, 1], read.Dimensions);
            Assert.Equal([5, 300], read.ToIntegers());
        }
    }

    private static OnnxModel Model(ProtobufWriter tensor) =>
        OnnxModel.Read(new ProtobufWriter().Message(7, new ProtobufWriter().Message(5, tensor)).ToArray());

    private OnnxModel Read(string location, string offset, string length)
    {
        ProtobufWriter tensor = new ProtobufWriter().Integer(1, 2).Integer(2, 1).Text(8, "w").Integer(14, 1);
        foreach ((string key, string value) in new[] { ("location", location), ("offset", offset), ("length", length) })
            tensor.Message(13, new ProtobufWriter().Text(1, key).Text(2, value));
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(path, new ProtobufWriter().Message(7, new ProtobufWriter().Message(5, tensor)).ToArray());
        return OnnxModel.Read(path);
    }
}
