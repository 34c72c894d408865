namespace ModelCompiler.Generator.Diagnostics;

/// <summary>What a diagnostic tells its code fix: the keys of its properties.</summary>
internal static class FixProperties
{
    /// <summary>The member of <c>Activation</c> that the layer under the squiggle should have.</summary>
    public const string Activation = "Activation";

    /// <summary>The member of <c>Loss</c> that the loss, at the first additional location, should be.</summary>
    public const string Loss = "Loss";

    /// <summary>A name that is free.</summary>
    public const string Name = "Name";
}
