namespace ModelCompiler;

/// <summary>The element types of a safetensors file that this library knows, under the names the format gives them.</summary>
public enum TensorType
{
    /// <summary><c>BOOL</c>, 1 byte.</summary>
    Bool,

    /// <summary><c>U8</c>, 1 byte.</summary>
    UInt8,

    /// <summary><c>I8</c>, 1 byte.</summary>
    Int8,

    /// <summary><c>U16</c>, 2 bytes.</summary>
    UInt16,

    /// <summary><c>I16</c>, 2 bytes.</summary>
    Int16,

    /// <summary><c>F16</c>, IEEE 754 binary16, 2 bytes.</summary>
    Float16,

    /// <summary><c>BF16</c>, the upper half of a binary32, 2 bytes.</summary>
    BFloat16,

    /// <summary><c>U32</c>, 4 bytes.</summary>
    UInt32,

    /// <summary><c>I32</c>, 4 bytes.</summary>
    Int32,

    /// <summary><c>F32</c>, IEEE 754 binary32, 4 bytes; what this library writes.</summary>
    Float32,

    /// <summary><c>U64</c>, 8 bytes.</summary>
    UInt64,

    /// <summary><c>I64</c>, 8 bytes.</summary>
    Int64,

    /// <summary><c>F64</c>, IEEE 754 binary64, 8 bytes.</summary>
    Float64,
}
