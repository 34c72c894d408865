namespace ModelCompiler.Shared;

/// <summary>How rows of floats and weights are stored: what the compiler plans, and kernels rely on.</summary>
internal static class Storage
{
    /// <summary>The lanes of the widest vector.</summary>
    public const int WidestVector = 16;

    /// <summary>The rows of a full panel of a packed weight.</summary>
    public const int PanelWidth = 32;

    /// <summary>A width rounded up to whole vectors: 4, 8 or a multiple of 16.</summary>
    public static int Padded(int width) =>
        width <= 4 ? 4
        : width <= 8 ? 8
        : RoundUp(width, WidestVector);

    /// <summary>A number rounded up to a multiple of another one.</summary>
    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
