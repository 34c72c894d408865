using System.ComponentModel;

namespace ModelCompiler;

/// <summary>
/// Products of counts that size a buffer or a span: they are computed without overflow, and refused in words where no array is long enough.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementCount
{
    /// <summary>How many values there are, as the length of an array.</summary>
    /// <param name="count">How many things there are, not negative.</param>
    /// <param name="things">What they are, in the plural: <c>samples</c>.</param>
    /// <param name="size">How many values each has, not negative.</param>
    /// <param name="values">What these are, in the plural: <c>outputs</c>.</param>
    /// <param name="argument">The argument that is too large, for the exception; null when it is none.</param>
    /// <exception cref="ArgumentException">The product is more than an array can hold.</exception>
    public static int Of(int count, string things, int size, string values, string? argument = null)
    {
        long product = (long)count * size;
        return product <= Array.MaxLength
            ? (int)product
            : throw new ArgumentException(
                $"{count} {things} × {size} {values} are {product} values, but one array holds at most {Array.MaxLength}: use fewer "
                    + $"{things} at a time.",
                argument
            );
    }
}
