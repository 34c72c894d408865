namespace ModelCompiler.Kernels;

/// <summary>The angles of rotary positions. Generated code supplies it.</summary>
public interface IRotaryShape
{
    /// <summary>The number of steps that there are angles for.</summary>
    static abstract int Steps { get; }

    /// <summary>The channels of a head, an even number.</summary>
    static abstract int HeadSize { get; }

    /// <summary>The number whose powers the angles are.</summary>
    static abstract int Base { get; }
}
