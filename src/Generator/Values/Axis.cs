namespace ModelCompiler.Generator.Values;

/// <summary>What an axis of a value means. It is declared, never guessed from the number of dimensions.</summary>
internal readonly record struct Axis(string Name)
{
    /// <summary>What a position consists of: the channels of a pixel, the features of a step, or the values of a vector.</summary>
    public static Axis Channel { get; } = new("channel");

    /// <summary>The lines of an image.</summary>
    public static Axis Height { get; } = new("height");

    /// <summary>The pixels of a line, or the positions of a signal.</summary>
    public static Axis Width { get; } = new("width");

    /// <summary>A further dimension of a shape that is neither an image nor a sequence.</summary>
    public static Axis Further(int position) => new(FormattableString.Invariant($"dimension {position}"));

    /// <summary>The steps of a sequence.</summary>
    public static Axis Step { get; } = new("step");

    /// <summary>The heads of an attention.</summary>
    public static Axis Head { get; } = new("head");
}
