namespace ModelCompiler;

/// <summary>Numbers of classes as one value for each class: 1 for the one it is, else 0.</summary>
internal sealed class OneHotRows(RowTable classes, int classCount) : RowTable(classes.Name, classes.Count, classCount)
{
    private const int RowsAtATime = 256;

    /// <inheritdoc/>
    public override string Fingerprint => classes.Fingerprint;

    /// <inheritdoc/>
    protected internal override void ReadRows(long first, Span<float> destination)
    {
        destination.Clear();
        Span<float> indices = stackalloc float[RowsAtATime];
        while (!destination.IsEmpty)
        {
            Span<float> part = indices[..Math.Min(RowsAtATime, destination.Length / Size)];
            classes.ReadRows(first, part);
            for (int row = 0; row < part.Length; row++)
                destination[(row * Size) + (int)part[row]] = 1f;
            first += part.Length;
            destination = destination[(part.Length * Size)..];
        }
    }
}
