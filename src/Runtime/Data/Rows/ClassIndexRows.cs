using System.Globalization;

namespace ModelCompiler;

/// <summary>Rows of one value that is the number of a class, which is checked when it is read.</summary>
internal sealed class ClassIndexRows(RowTable rows, int classCount, int firstClass) : RowTable(rows.Name, rows.Count, 1)
{
    /// <inheritdoc/>
    public override string Fingerprint =>
        string.Create(CultureInfo.InvariantCulture, $"{classCount} classes from {firstClass}: {rows.Fingerprint}");

    /// <inheritdoc/>
    protected internal override void ReadRows(long first, Span<float> destination)
    {
        rows.ReadRows(first, destination);
        for (int i = 0; i < destination.Length; i++)
        {
            float index = destination[i] - firstClass;
            if (!(index >= 0 && index < classCount) || index != MathF.Floor(index))
                throw new InvalidDataException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"'{Name}', row {first + i} has class {destination[i]}, but with {Amount.Of(classCount, "class", "classes")} the "
                    ) + $"numbers are {firstClass} to {firstClass + classCount - 1}. Rows are counted from 0."
                );
            destination[i] = index;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => rows.Dispose();
}
