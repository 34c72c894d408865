using ModelCompiler.Threads;

namespace ModelCompiler;

/// <summary>
/// How the threads of an optimizer's step share the parameters of a model: each takes the panels of a large weight whose gradient it has
/// summed, and which, if the weight is larger still, it multiplies with; so its core's caches hold them. What lies between large weights is
/// shared evenly. Immutable and thread-safe.
/// </summary>
internal sealed class ParameterSegments
{
    /// <summary>The floats from which on a weight is worth a segment of its own: 64 KB.</summary>
    private const int LargeWeight = 16 * 1024;

    private readonly Segment[] _segments;

    /// <summary>Finds the segments of the parameters that training changes.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="isFrozen">Whether a parameter is left out; none by default but those that were declared so.</param>
    /// <param name="keyOf">
    /// A number of each parameter that <see cref="Key"/> tells of its segments; parameters of different numbers share none. 0 by default.
    /// </param>
    public ParameterSegments(
        ModelDescription description,
        Func<ParameterDescriptor, bool>? isFrozen = null,
        Func<ParameterDescriptor, int>? keyOf = null
    )
    {
        var segments = new List<Segment>();
        int end = 0,
            key = 0;
        foreach (ParameterDescriptor parameter in description.Parameters.OrderBy(parameter => parameter.Offset))
        {
            ParameterLayout layout = parameter.Layout;
            int behind = parameter.Offset + layout.BufferLength,
                own = keyOf?.Invoke(parameter) ?? 0;
            bool isLarge = layout.Taps == 0 && layout.Columns > 1 && layout.BufferLength >= LargeWeight,
                isLeftOut = isFrozen?.Invoke(parameter) ?? false;
            if ((!isLarge && !isLeftOut && own == key) || behind > description.TrainableBufferLength)
                continue;
            segments.Add(new Segment(end, parameter.Offset - end, 0, key));
            if (isLarge && !isLeftOut)
                segments.Add(new Segment(parameter.Offset, layout.BufferLength, layout.Columns * ParameterLayout.PanelWidth, own));
            end = isLarge || isLeftOut ? behind : parameter.Offset;
            key = own;
        }

        segments.Add(new Segment(end, description.TrainableBufferLength - end, 0, key));
        segments.RemoveAll(segment => segment.Length == 0);
        _segments = [.. segments];
        Length = segments.Sum(segment => segment.Length);
    }

    /// <summary>The floats of all segments.</summary>
    public int Length { get; }

    /// <summary>The number of segments.</summary>
    public int Count => _segments.Length;

    /// <summary>The number that the parameters of a segment share.</summary>
    public int Key(int segment) => _segments[segment].Key;

    /// <summary>The floats of one segment that belong to one part; the parts are disjoint and together the whole.</summary>
    /// <returns>The first float, and the number of floats; it can be zero.</returns>
    public (int Start, int Count) Part(int segment, int part, int parts)
    {
        (int start, int length, int panelLength, _) = _segments[segment];
        (int first, int count) = panelLength == 0 ? Share.Floats(length, part, parts) : Share.PanelFloats(length, panelLength, part, parts);
        return (start + first, count);
    }

    private readonly record struct Segment(int Start, int Length, int PanelLength, int Key);
}
