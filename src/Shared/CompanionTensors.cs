namespace ModelCompiler.Shared;

/// <summary>
/// The tensors of a file that are no parameters of a model and belong beside them all the same. Linked into the compiler, which compares a
/// file's header with the layers, and into the runtime, which loads it: both must pass over the same ones.
/// </summary>
internal static class CompanionTensors
{
    /// <summary>What the names of extras begin with. No layer's name contains a colon, so they cannot collide.</summary>
    public const string ExtrasPrefix = "extras:";

    // PyTorch counts the batches that running statistics have followed; nothing depends on the number.
    private const string Counter = "num_batches_tracked";

    /// <summary>Whether a tensor that is no parameter is passed over in silence.</summary>
    public static bool IsCompanion(string name) =>
        name.StartsWith(ExtrasPrefix, System.StringComparison.Ordinal)
        || name == Counter
        || name.EndsWith("." + Counter, System.StringComparison.Ordinal);
}
