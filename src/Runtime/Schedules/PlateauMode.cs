namespace ModelCompiler;

/// <summary>Which metrics <see cref="ReduceOnPlateau"/> takes for better.</summary>
public enum PlateauMode
{
    /// <summary>Smaller ones, as of a loss.</summary>
    Minimize,

    /// <summary>Larger ones, as of an accuracy.</summary>
    Maximize,
}
