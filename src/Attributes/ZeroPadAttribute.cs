namespace ModelCompiler;

/// <summary>
/// Surrounds an image or a signal with zeros. What is said of one dimension or one side comes before what is said of all.
/// </summary>
/// <param name="padding">The zeros on every side that nothing else is said of, at least 0; 0 by default.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ZeroPadAttribute(int padding = 0) : LayerAttribute
{
    private int? _paddingHeight,
        _paddingWidth,
        _paddingTop,
        _paddingBottom,
        _paddingLeft,
        _paddingRight,
        _paddingBefore,
        _paddingAfter;

    /// <summary>The zeros on every side that nothing else is said of.</summary>
    public int Padding { get; } = padding;

    /// <summary>The lines above and below an image; <see cref="Padding"/> by default.</summary>
    public int PaddingHeight
    {
        get => _paddingHeight ?? Padding;
        set => _paddingHeight = value;
    }

    /// <summary>The pixels left and right of an image; <see cref="Padding"/> by default.</summary>
    public int PaddingWidth
    {
        get => _paddingWidth ?? Padding;
        set => _paddingWidth = value;
    }

    /// <summary>The lines above an image; <see cref="PaddingHeight"/> by default.</summary>
    public int PaddingTop
    {
        get => _paddingTop ?? PaddingHeight;
        set => _paddingTop = value;
    }

    /// <summary>The lines below an image; <see cref="PaddingHeight"/> by default.</summary>
    public int PaddingBottom
    {
        get => _paddingBottom ?? PaddingHeight;
        set => _paddingBottom = value;
    }

    /// <summary>The pixels on the left of an image; <see cref="PaddingWidth"/> by default.</summary>
    public int PaddingLeft
    {
        get => _paddingLeft ?? PaddingWidth;
        set => _paddingLeft = value;
    }

    /// <summary>The pixels on the right of an image; <see cref="PaddingWidth"/> by default.</summary>
    public int PaddingRight
    {
        get => _paddingRight ?? PaddingWidth;
        set => _paddingRight = value;
    }

    /// <summary>The zeros before a signal; <see cref="Padding"/> by default.</summary>
    public int PaddingBefore
    {
        get => _paddingBefore ?? Padding;
        set => _paddingBefore = value;
    }

    /// <summary>The zeros after a signal; <see cref="Padding"/> by default.</summary>
    public int PaddingAfter
    {
        get => _paddingAfter ?? Padding;
        set => _paddingAfter = value;
    }
}
