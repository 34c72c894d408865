namespace ModelCompiler;

/// <summary>Names and sizes of <see cref="TensorType"/>.</summary>
internal static class TensorTypes
{
    /// <summary>The name in a safetensors header.</summary>
    public static string Name(TensorType type) =>
        type switch
        {
            TensorType.Bool => "BOOL",
            TensorType.UInt8 => "U8",
            TensorType.Int8 => "I8",
            TensorType.UInt16 => "U16",
            TensorType.Int16 => "I16",
            TensorType.Float16 => "F16",
            TensorType.BFloat16 => "BF16",
            TensorType.UInt32 => "U32",
            TensorType.Int32 => "I32",
            TensorType.Float32 => "F32",
            TensorType.UInt64 => "U64",
            TensorType.Int64 => "I64",
            TensorType.Float64 => "F64",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a tensor type."),
        };

    /// <summary>The size of one element in bytes.</summary>
    public static int Size(TensorType type) =>
        type switch
        {
            TensorType.Bool or TensorType.UInt8 or TensorType.Int8 => 1,
            TensorType.UInt16 or TensorType.Int16 or TensorType.Float16 or TensorType.BFloat16 => 2,
            TensorType.UInt32 or TensorType.Int32 or TensorType.Float32 => 4,
            TensorType.UInt64 or TensorType.Int64 or TensorType.Float64 => 8,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a tensor type."),
        };

    /// <summary>Whether values of this type can be read as floats: F32, F16, BF16 and F64.</summary>
    public static bool ReadsAsFloat(TensorType? type) =>
        type is TensorType.Float32 or TensorType.Float16 or TensorType.BFloat16 or TensorType.Float64;
}
