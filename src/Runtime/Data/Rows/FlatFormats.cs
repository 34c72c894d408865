using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace ModelCompiler;

/// <summary>Opens files of rows, and believes nothing that their length does not confirm.</summary>
internal static class FlatFormats
{
    private delegate FlatLayout LayoutReader(FlatHeader header);

    public static RowTable Raw(string path, TensorType type, int size, float divisor, long offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        long rowBytes = (long)size * TensorTypes.Size(type);
        return Open(
            path,
            divisor,
            header =>
                header.Length >= offset && (header.Length - offset) % rowBytes == 0
                    ? new FlatLayout(offset, (header.Length - offset) / rowBytes, size, type, IsBigEndian: false, divisor)
                    : throw header.Wrong(
                        $"it has {Amount.Of(header.Length, "byte")}, which is no whole number of rows of {Amount.Of(rowBytes, "byte")} ("
                            + $"{size} elements of {TensorTypes.Name(type)}) behind {Amount.Of(offset, "byte")}"
                    )
        );
    }

    public static RowTable Idx(string path, float divisor) => Open(path, divisor, header => IdxLayout.Of(header, divisor));

    public static RowTable Npy(string path, float divisor) => Open(path, divisor, header => NpyLayout.Of(header, divisor));

    public static RowTable SafeTensors(string path, string tensor, float divisor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        SafeTensor found;
        using (var reader = new SafeTensorsReader(path))
            found =
                reader.Find(tensor)
                ?? throw new InvalidDataException(
                    $"'{path}' has no tensor '{tensor}'. It has: {string.Join(", ", reader.Tensors.Select(each => each.Name))}."
                );
        if (found.Type is not { } type)
            throw new InvalidDataException($"'{path}': the type of the tensor {found} is unknown here.");
        if (found.Shape.IsEmpty)
            throw new InvalidDataException($"'{path}': the tensor {found} has no dimension that counts rows.");
        return Open(
            path,
            divisor,
            header =>
            {
                long start = SafeTensorsHeader.PrefixLength + (long)BinaryPrimitives.ReadUInt64LittleEndian(header.Read(0, sizeof(ulong)));
                return new FlatLayout(
                    start + found.Begin,
                    found.Shape[0],
                    header.RowSize(found.Shape[1..]),
                    type,
                    IsBigEndian: false,
                    divisor
                );
            },
            isWhole: false
        );
    }

    private static FlatFileRows Open(string path, float divisor, LayoutReader read, bool isWhole = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!float.IsFinite(divisor) || divisor == 0)
            throw new ArgumentOutOfRangeException(nameof(divisor), divisor, "The divisor must be finite and not 0.");
        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            var header = new FlatHeader(path, file);
            FlatLayout layout = read(header);
            if (layout.End > header.Length || (isWhole && layout.End < header.Length))
                throw header.Wrong(
                    $"its header claims {Amount.Of(layout.Count, "row")} of {Amount.Of(layout.Size, "element")} of "
                        + $"{TensorTypes.Name(layout.Type)}, which end at byte {layout.End}, but it has {Amount.Of(header.Length, "byte")}"
                );
            return new FlatFileRows(path, file, layout);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
