namespace ModelCompiler;

/// <summary>What the pools of signals have in common.</summary>
/// <param name="kernel">The length of the window, at least 1.</param>
public abstract class Pool1DAttribute(int kernel) : PoolAttribute
{
    private int? _paddingBefore,
        _paddingAfter;

    /// <summary>The length of the window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The padding before the signal, at least 0; <see cref="PoolAttribute.Padding"/> by default.</summary>
    public int PaddingBefore
    {
        get => _paddingBefore ?? Padding;
        set => _paddingBefore = value;
    }

    /// <summary>The padding after the signal, at least 0; <see cref="PoolAttribute.Padding"/> by default.</summary>
    public int PaddingAfter
    {
        get => _paddingAfter ?? Padding;
        set => _paddingAfter = value;
    }
}
