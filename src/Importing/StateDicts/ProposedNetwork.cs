using System.Text;

namespace ModelCompiler.Importing.StateDicts;

/// <summary>A declaration that fits a state dict, with comments where a person must decide. Immutable.</summary>
public sealed class ProposedNetwork
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The class's namespace; null for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name of the file with the parameters, which the declaration names in <c>[Weights]</c>.</summary>
    public required string WeightsFile { get; init; }

    /// <summary>Attributes and comments, a line each.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>How many layers were proposed.</summary>
    public required int LayerCount { get; init; }

    /// <summary>What the file does not say and a person must decide or check; whole sentences without a full stop.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>The declaration as C#. It compiles once words in capitals (HEIGHT, WIDTH, STEPS, HEADS) are replaced by numbers.</summary>
    public string ToCode()
    {
        var code = new StringBuilder("using ModelCompiler;\n\n");
        if (Namespace is not null)
            code.Append("namespace ").Append(Namespace).Append(";\n\n");
        code.Append($"// Proposed from the names and shapes of {WeightsFile}. To decide or to check:\n");
        foreach (string unknown in Unknown)
            code.Append($"// - {unknown}.\n");
        code.Append("[Model]\n");
        foreach (string line in Lines)
            code.Append(line).Append('\n');
        return code.Append($"[Weights(\"{WeightsFile}\")]\npublic sealed partial class {Name};\n").ToString();
    }

    /// <summary>Writes <c>Name.cs</c> into a folder, which is created; a file that exists is replaced.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The path.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, Name + ".cs");
        byte[] text = Encoding.UTF8.GetBytes(ToCode());
        AtomicFile.Write(path, stream => stream.Write(text));
        return path;
    }
}
