using System.Text;
using System.Text.Json;

namespace ModelCompiler.Runtime.Tests.Serialization;

/// <summary>
/// A second reader, written from the published format alone and sharing nothing with the library: "8 bytes: N, an unsigned little-endian
/// 64-bit integer, the size of the header; N bytes: a JSON UTF-8 text; the rest: the data", with <c>data_offsets</c> relative to the data.
/// </summary>
internal sealed class SpecificationReader
{
    private readonly JsonElement _header;
    private readonly byte[] _data;

    public SpecificationReader(byte[] file)
    {
        int length = checked((int)BitConverter.ToUInt64(file, 0));
        HeaderText = Encoding.UTF8.GetString(file, 8, length);
        _header = JsonDocument.Parse(HeaderText).RootElement;
        _data = file[(8 + length)..];
    }

    public string HeaderText { get; }

    public int DataLength => _data.Length;

    public string[] Names => [.. _header.EnumerateObject().Select(property => property.Name).Where(name => name != "__metadata__")];

    public string Metadata(string key) => _header.GetProperty("__metadata__").GetProperty(key).GetString()!;

    public string Type(string name) => _header.GetProperty(name).GetProperty("dtype").GetString()!;

    public int[] Shape(string name) =>
        [.. _header.GetProperty(name).GetProperty("shape").EnumerateArray().Select(value => value.GetInt32())];

    public int[] Offsets(string name) =>
        [.. _header.GetProperty(name).GetProperty("data_offsets").EnumerateArray().Select(value => value.GetInt32())];

    public float[] Floats(string name)
    {
        int[] offsets = Offsets(name);
        float[] values = new float[(offsets[1] - offsets[0]) / 4];
        for (int i = 0; i < values.Length; i++)
            values[i] = BitConverter.ToSingle(_data, offsets[0] + (4 * i));
        return values;
    }
}
