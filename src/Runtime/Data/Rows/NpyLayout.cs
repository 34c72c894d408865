using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelCompiler;

/// <summary>Where the rows of a file of NumPy lie.</summary>
/// <remarks>
/// The format (NumPy Enhancement Proposal 1): the bytes 93 "NUMPY", two of the version, the length of the header in two bytes (version 1)
/// or
/// four, and a header that is a literal of Python: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (60000, 784), }</c>.
/// </remarks>
internal static partial class NpyLayout
{
    private const int MagicLength = 8;

    // Headers of plain arrays are about 100 bytes; NumPy itself refuses more than this without being told to.
    private const uint LongestHeader = 10_000;

    private static readonly Dictionary<string, TensorType> Types = new()
    {
        ["b1"] = TensorType.Bool,
        ["u1"] = TensorType.UInt8,
        ["i1"] = TensorType.Int8,
        ["u2"] = TensorType.UInt16,
        ["i2"] = TensorType.Int16,
        ["f2"] = TensorType.Float16,
        ["u4"] = TensorType.UInt32,
        ["i4"] = TensorType.Int32,
        ["f4"] = TensorType.Float32,
        ["u8"] = TensorType.UInt64,
        ["i8"] = TensorType.Int64,
        ["f8"] = TensorType.Float64,
    };

    public static FlatLayout Of(FlatHeader header, float divisor)
    {
        byte[] magic = header.Read(0, MagicLength);
        if (magic[0] != 0x93 || !magic.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
            throw header.Wrong("a file of NumPy starts with 93 and the letters NUMPY");
        int lengthBytes = magic[6] switch
        {
            1 => 2,
            2 or 3 => 4,
            _ => throw header.Wrong($"it is of version {magic[6]} of NumPy's format; 1, 2 and 3 are known"),
        };
        byte[] lengthText = header.Read(MagicLength, lengthBytes);
        uint length =
            lengthBytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthText) : BinaryPrimitives.ReadUInt32LittleEndian(lengthText);
        if (length > LongestHeader)
            throw header.Wrong($"its header claims {Amount.Of(length, "byte")}; {LongestHeader} are the most");
        string text = Encoding.UTF8.GetString(header.Read(MagicLength + lengthBytes, (int)length));

        Match type = ElementType().Match(text);
        if (!type.Success || !Types.TryGetValue(type.Groups["type"].Value, out TensorType elements))
            throw header.Wrong($"its elements are no plain numbers of 1 to 8 bytes (header: {text.Trim()})");
        Match shape = Shape().Match(text);
        if (!shape.Success)
            throw header.Wrong($"its header has no shape ({text.Trim()})");
        string[] parts = shape.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        long[] dimensions = new long[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out dimensions[i]))
                throw header.Wrong($"its dimension '{parts[i]}' is no number");
        if (dimensions.Length == 0)
            throw header.Wrong("it has no dimension that counts rows");
        if (dimensions.Length > 1 && FortranOrder().IsMatch(text))
            throw header.Wrong("it is stored column after column: save it with numpy.ascontiguousarray");
        return new FlatLayout(
            MagicLength + lengthBytes + length,
            dimensions[0],
            header.RowSize(dimensions.AsSpan(1)),
            elements,
            type.Groups["order"].Value == ">",
            divisor
        );
    }

    [GeneratedRegex(@"'descr'\s*:\s*'(?<order>[<>|=])(?<type>[a-z]\d)'", RegexOptions.CultureInvariant)]
    private static partial Regex ElementType();

    [GeneratedRegex(@"'shape'\s*:\s*\((?<shape>[^)]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"'fortran_order'\s*:\s*True", RegexOptions.CultureInvariant)]
    private static partial Regex FortranOrder();
}
