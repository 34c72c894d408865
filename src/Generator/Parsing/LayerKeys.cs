namespace ModelCompiler.Generator.Parsing;

/// <summary>What layers are called in files: parts with dots between them, as PyTorch names modules inside modules.</summary>
internal static class LayerKeys
{
    /// <summary>Whether a text can be the key of a layer, or of the use of a block, which adds nothing when it is empty.</summary>
    public static bool IsValid(string key, bool isUse) => (isUse && key.Length == 0) || key.Split('.').All(IsPart);

    /// <summary>What the key of a use puts before those of the block's layers.</summary>
    public static string Prefix(string key) => key.Length == 0 || key[key.Length - 1] == '.' ? key : key + ".";

    // A colon separates what a checkpoint puts before the names of parameters.
    private static bool IsPart(string part) =>
        part.Length > 0 && part.All(character => char.IsLetterOrDigit(character) || character is '_' or '-');
}
