using System.Buffers.Binary;

namespace ModelCompiler;

/// <summary>Where the rows of an IDX file lie.</summary>
internal static class IdxLayout
{
    private static readonly Dictionary<IdxElementType, TensorType> Types = new()
    {
        [IdxElementType.UnsignedByte] = TensorType.UInt8,
        [IdxElementType.SignedByte] = TensorType.Int8,
        [IdxElementType.Int16] = TensorType.Int16,
        [IdxElementType.Int32] = TensorType.Int32,
        [IdxElementType.Single] = TensorType.Float32,
        [IdxElementType.Double] = TensorType.Float64,
    };

    public static FlatLayout Of(FlatHeader header, float divisor)
    {
        byte[] start = header.Read(0, 4);
        if (start[0] == 0x1f && start[1] == 0x8b)
            throw header.Wrong("it is compressed by gzip, in which no row can be found: unpack it first (gunzip)");
        if (start[0] != 0 || start[1] != 0 || !Types.TryGetValue((IdxElementType)start[2], out TensorType type))
            throw header.Wrong("an IDX file starts with 00 00 and the number of a type of elements");
        int rank = start[3];
        if (rank == 0)
            throw header.Wrong("it has no dimension that counts rows");
        byte[] bytes = header.Read(4, 4 * rank);
        long[] dimensions = new long[rank];
        for (int i = 0; i < rank; i++)
            dimensions[i] = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 * i));
        return new FlatLayout(4 + bytes.Length, dimensions[0], header.RowSize(dimensions.AsSpan(1)), type, IsBigEndian: true, divisor);
    }
}
