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

    /// <summary>
    /// Present when the squiggle is under the use of a block and what is wrong lies in the block: no fix of a layer suits the use.
    /// </summary>
    public const string InsideBlock = "InsideBlock";
}
