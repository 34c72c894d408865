using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Planning;

/// <summary>Zeros around an image, in lines and pixels.</summary>
internal readonly record struct Border(int Top, int Bottom, int Left, int Right)
{
    public bool Holds(Border other) => Top >= other.Top && Bottom >= other.Bottom && Left >= other.Left && Right >= other.Right;

    public Border Join(Border other) =>
        new(Math.Max(Top, other.Top), Math.Max(Bottom, other.Bottom), Math.Max(Left, other.Left), Math.Max(Right, other.Right));
}

/// <summary>
/// How the values of a sample lie in memory: the channels of a pixel side by side, padded to whole vectors where kernels write them, inside
/// a border of zeros. A row is an image of one pixel. Distances are in floats.
/// </summary>
/// <param name="Shape">The image as people see it.</param>
/// <param name="Stored">The floats of a pixel.</param>
/// <param name="Border">The border.</param>
/// <param name="Line">The distance between two lines.</param>
/// <param name="Sample">The distance between two samples.</param>
internal sealed record Layout(ImageShape Shape, int Stored, Border Border, int Line, int Sample)
{
    /// <summary>Whether it is a row: what lies behind its values is nobody's, and need not be zero.</summary>
    public bool IsRow { get; init; }

    /// <summary>Whether the border holds what earlier calls have left there, in place of zeros.</summary>
    public bool KeepsBorder { get; init; }

    /// <summary>The floats at the start of a sample that nobody may clear.</summary>
    public int Kept => KeepsBorder ? First : 0;

    /// <summary>How far behind the border the first value lies, where it is another place of memory that a neighbour has written.</summary>
    public int Offset { get; init; }

    /// <summary>The distance between two channels of a pixel.</summary>
    public int Channel { get; init; } = 1;

    /// <summary>The position of the first pixel.</summary>
    public int First => (Border.Top * Line) + (Border.Left * Stored) + Offset;

    /// <summary>The floats of the pixels of a line.</summary>
    public int LineLength => Shape.Width * Stored;

    /// <summary>Whether there is nothing around the pixels.</summary>
    public bool IsBare => First == 0 && Sample == Shape.Height * LineLength;

    /// <summary>A row in memory of our own.</summary>
    public static Layout Row(int width) =>
        new(new ImageShape(width, 1, 1), MemoryLayout.Padded(width), default, MemoryLayout.Stride(width), MemoryLayout.Stride(width))
        {
            IsRow = true,
        };

    /// <summary>A row of the caller's, which is not padded.</summary>
    public static Layout UnpaddedRow(int width) => new(new ImageShape(width, 1, 1), width, default, width, width) { IsRow = true };

    /// <summary>The row that every sample reads: a parameter.</summary>
    public static Layout RepeatedRow(int width) => Row(width) with { Line = 0, Sample = 0 };

    /// <summary>The same row as positions of channels side by side, when that is the order of its values.</summary>
    public Layout AsPixels(ImageShape shape) => new(shape, shape.Channels, default, shape.Width * shape.Channels, Sample);

    /// <summary>The planes of the caller's image, which are not padded.</summary>
    public static Layout Planes(ImageShape shape) =>
        new(shape, 1, default, shape.Width, shape.Channels * shape.Height * shape.Width) { Channel = shape.Height * shape.Width };

    /// <summary>An image in a border.</summary>
    public static Layout Pixels(ImageShape shape, int stored, Border border)
    {
        int line = (border.Left + shape.Width + border.Right) * stored;
        return new Layout(
            shape,
            stored,
            border,
            line,
            MemoryLayout.RoundUp((border.Top + shape.Height + border.Bottom) * line, MemoryLayout.WidestVector)
        );
    }

    /// <summary>The position where a window starts that reaches beyond the image.</summary>
    public int Start(Window window) => First - (window.Vertical.Before * Line) - (window.Horizontal.Before * Stored);
}

/// <summary>Values of every sample: where they are and how they lie.</summary>
/// <param name="Buffer">The buffer, the caller's input, or a parameter that every sample reads.</param>
/// <param name="Layout">How they lie.</param>
internal sealed record Value(int Buffer, Layout Layout)
{
    // Of a step in a loop: where the first one lies, and the distance between two.
    private int Base { get; init; }

    private int StepDistance { get; init; }

    /// <summary>The values of one step, as a row, for code in a loop that counts <c>step</c>. A row is the same in every step.</summary>
    public Value AtStep =>
        Layout.IsRow
            ? this
            : this with
            {
                Layout = new Layout(new ImageShape(Layout.Shape.Channels, 1, 1), Layout.Stored, default, Layout.Sample, Layout.Sample)
                {
                    IsRow = true,
                },
                Base = Layout.First,
                StepDistance = Layout.Shape.Width > 1 ? Layout.Stored : 0,
            };

    /// <summary>A part: pixels some steps further, which lie in the border where there are none, and some of their channels.</summary>
    public Value Part(OperandPart part, int channels)
    {
        Layout moved = Layout with { Shape = Layout.Shape with { Channels = channels }, Offset = Layout.Offset + part.FirstChannel };

        // Of values that lie elsewhere nobody knows a border.
        if (part.Steps != 0)
            moved = moved with { Border = default, Offset = moved.First + (part.Steps * moved.Stored) };
        return this with { Layout = moved };
    }

    /// <summary>The first pixel of a thread's share, or the one <paramref name="further"/> floats after it.</summary>
    public Piece Pixels(Access access, int further = 0) => At(Layout.First + further, access);

    /// <summary>A position in the first sample of a thread's share.</summary>
    public Piece At(int position, Access access) =>
        BufferPlan.IsParameter(Buffer, out int parameter) ? new ParameterPiece(parameter) : Place(position, true, access);

    /// <summary>A position in the first sample of all.</summary>
    public Piece FirstOfAll(int position, Access access) => Place(position, false, access);

    private Piece Place(int position, bool isShare, Access access)
    {
        var place = new PlacePiece(Buffer, Base + position, isShare, access);
        return StepDistance == 0 ? place : new StepPiece(place, StepDistance);
    }
}
