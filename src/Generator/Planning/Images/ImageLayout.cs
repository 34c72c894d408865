using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>Zeros around an image, in lines and pixels.</summary>
internal readonly record struct Border(int Top, int Bottom, int Left, int Right)
{
    public bool Holds(Border other) => Top >= other.Top && Bottom >= other.Bottom && Left >= other.Left && Right >= other.Right;

    public Border Join(Border other) => new(Math.Max(Top, other.Top), Math.Max(Bottom, other.Bottom), Math.Max(Left, other.Left), Math.Max(Right, other.Right));
}

/// <summary>How an image lies in memory: channels last, padded to whole vectors where kernels write them, inside a border of zeros. Distances are in floats.</summary>
/// <param name="Shape">The image as people see it.</param>
/// <param name="Stored">The floats of a pixel.</param>
/// <param name="Border">The border.</param>
internal sealed record ImageLayout(ImageShape Shape, int Stored, Border Border)
{
    /// <summary>The distance between two lines.</summary>
    public int Line => (Border.Left + Shape.Width + Border.Right) * Stored;

    /// <summary>The position of the first pixel.</summary>
    public int First => (Border.Top * Line) + (Border.Left * Stored);

    /// <summary>The distance between two samples.</summary>
    public int Sample => MemoryLayout.RoundUp((Border.Top + Shape.Height + Border.Bottom) * Line, MemoryLayout.WidestVector);

    /// <summary>Whether there is nothing around the pixels.</summary>
    public bool IsBare => First == 0 && Sample == Shape.Height * Shape.Width * Stored;

    /// <summary>The position where a window starts that reaches beyond the image.</summary>
    public int Start(Window window) => First - (window.Vertical.Before * Line) - (window.Horizontal.Before * Stored);
}

/// <summary>A buffer that holds images.</summary>
internal sealed record Image(int Buffer, ImageLayout Layout);

/// <summary>The constants of a kernel, printed as a type.</summary>
/// <param name="Interface">The runtime's interface.</param>
/// <param name="Constants">Its members.</param>
internal sealed record KernelShape(string Interface, EquatableArray<KernelConstant> Constants)
{
    /// <summary>The value of a member.</summary>
    public int this[string name] => Constants.First(constant => constant.Name == name).Value;
}

/// <summary>A member of a <see cref="KernelShape"/>.</summary>
internal readonly record struct KernelConstant(string Name, int Value);
