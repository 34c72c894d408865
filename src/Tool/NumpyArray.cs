using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelCompiler.Tool;

/// <summary>An array as <c>numpy.save</c> writes it: numbers in little-endian, row after row.</summary>
/// <param name="Shape">The dimensions.</param>
/// <param name="Values">The values in single precision.</param>
internal sealed partial record NumpyArray(int[] Shape, float[] Values)
{
    private const int Start = 10;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It is no such file, or has other numbers.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NumpyArray Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        if (file.Length < Start + 2 || file[0] != 0x93 || !file.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
            throw Wrong(path);
        bool isLong = file[6] > 1;
        int length = isLong
                ? (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8)))
                : BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8)),
            first = isLong ? Start + 2 : Start;
        if (length > file.Length - first)
            throw Wrong(path);
        string header = Encoding.ASCII.GetString(file, first, length);
        string type = TypeOf().Match(header).Groups[1].Value;
        int size = type is "<f8" or "<i8" ? 8 : 4;
        if (type is not ("<f4" or "<f8" or "<i4" or "<i8") || header.Contains("'fortran_order': True", StringComparison.Ordinal))
            throw new FormatException(
                $"'{path}' must hold float32, float64, int32 or int64, row after row: np.save(path, np.ascontiguousarray(x))."
            );
        int[] shape =
        [
            .. ShapeOf()
                .Match(header)
                .Groups[1]
                .Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(text =>
                    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int dimension) ? dimension : throw Wrong(path)
                ),
        ];
        long count = shape.Aggregate(1L, (product, dimension) => checked(product * dimension));
        if (count * size != file.Length - first - length)
            throw Wrong(path);
        float[] values = new float[count];
        for (int index = 0; index < values.Length; index++)
            values[index] = Number(file.AsSpan(first + length + (index * size)), type);
        return new NumpyArray(shape, values);
    }

    private static float Number(ReadOnlySpan<byte> bytes, string type) =>
        type switch
        {
            "<f4" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            "<f8" => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            "<i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };

    private static FormatException Wrong(string path) => new($"'{path}' is no array of numpy.save.");

    [GeneratedRegex("'descr': '([^']*)'")]
    private static partial Regex TypeOf();

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapeOf();
}
