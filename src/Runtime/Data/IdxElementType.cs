namespace ModelCompiler;

/// <summary>The element types of an IDX file, with the numbers that stand for them in its header.</summary>
public enum IdxElementType
{
    /// <summary>Bytes from 0 to 255; the type of MNIST's files.</summary>
    UnsignedByte = 0x08,

    /// <summary>Bytes from -128 to 127.</summary>
    SignedByte = 0x09,

    /// <summary>Integers of 2 bytes.</summary>
    Int16 = 0x0B,

    /// <summary>Integers of 4 bytes.</summary>
    Int32 = 0x0C,

    /// <summary>Floats of 4 bytes.</summary>
    Single = 0x0D,

    /// <summary>Floats of 8 bytes.</summary>
    Double = 0x0E,
}
