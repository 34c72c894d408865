namespace ModelCompiler.Onnx;

/// <summary>The type of a tensor's elements, with the numbers of onnx.proto.</summary>
public enum OnnxElementType
{
    /// <summary>Not given.</summary>
    Undefined = 0,

    /// <summary>32-bit floating point.</summary>
    Float = 1,

    /// <summary>8-bit unsigned integers.</summary>
    UInt8 = 2,

    /// <summary>8-bit integers.</summary>
    Int8 = 3,

    /// <summary>16-bit unsigned integers.</summary>
    UInt16 = 4,

    /// <summary>16-bit integers.</summary>
    Int16 = 5,

    /// <summary>32-bit integers.</summary>
    Int32 = 6,

    /// <summary>64-bit integers.</summary>
    Int64 = 7,

    /// <summary>Texts.</summary>
    Text = 8,

    /// <summary>Truth values.</summary>
    Bool = 9,

    /// <summary>16-bit floating point of IEEE 754.</summary>
    Float16 = 10,

    /// <summary>64-bit floating point.</summary>
    Double = 11,

    /// <summary>32-bit unsigned integers.</summary>
    UInt32 = 12,

    /// <summary>64-bit unsigned integers.</summary>
    UInt64 = 13,

    /// <summary>Complex numbers of two 32-bit parts.</summary>
    Complex64 = 14,

    /// <summary>Complex numbers of two 64-bit parts.</summary>
    Complex128 = 15,

    /// <summary>The upper half of a 32-bit floating-point number.</summary>
    BFloat16 = 16,

    /// <summary>8-bit floating point with 4 bits of exponent.</summary>
    Float8E4M3 = 17,

    /// <summary>The same without negative zero.</summary>
    Float8E4M3NoZero = 18,

    /// <summary>8-bit floating point with 5 bits of exponent.</summary>
    Float8E5M2 = 19,

    /// <summary>The same without negative zero.</summary>
    Float8E5M2NoZero = 20,

    /// <summary>4-bit unsigned integers, two in a byte.</summary>
    UInt4 = 21,

    /// <summary>4-bit integers, two in a byte.</summary>
    Int4 = 22,

    /// <summary>4-bit floating point, two in a byte.</summary>
    Float4E2M1 = 23,
}
