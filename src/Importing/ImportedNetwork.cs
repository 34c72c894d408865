using System.Text;

namespace ModelCompiler.Importing;

/// <summary>A parameter of an imported model, by its name in the model's own files.</summary>
/// <param name="Name">As <c>fc1.weight</c>.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Values">The values in row-major order.</param>
public sealed record ImportedParameter(string Name, IReadOnlyList<int> Shape, float[] Values);

/// <summary>A layer of an imported model, for a report.</summary>
/// <param name="Attribute">The attribute as it is written.</param>
/// <param name="Shape">The shape of one sample of its output.</param>
/// <param name="Parameters">The number of its parameters' values.</param>
public sealed record ImportedLayer(string Attribute, IReadOnlyList<int> Shape, int Parameters);

/// <summary>An input of an imported model.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Attribute">The attribute as it is written.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="BatchAxis">The axis of the file's input that is the batch, or null when the whole input is one sample.</param>
public sealed record ImportedInput(string Name, string Attribute, IReadOnlyList<int> Shape, int? BatchAxis);

/// <summary>An output of an imported model.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Attribute">The attribute as it is written; null where the model has one output, which is its last layer.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="BatchAxis">The axis of the file's output that is the batch; null when it has none, or it is one of several in an
/// axis.</param>
public sealed record ImportedOutput(string Name, string? Attribute, IReadOnlyList<int> Shape, int? BatchAxis);

/// <summary>A network as a declaration and its parameters. Immutable.</summary>
public sealed class ImportedNetwork
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The class's namespace; null for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The layers from input to output.</summary>
    public required IReadOnlyList<ImportedLayer> Layers { get; init; }

    /// <summary>The inputs, in the order of the file's; those that nothing reads are left out.</summary>
    public required IReadOnlyList<ImportedInput> Inputs { get; init; }

    /// <summary>The outputs, in the order of the file's.</summary>
    public required IReadOnlyList<ImportedOutput> Outputs { get; init; }

    /// <summary>The parameters.</summary>
    public required IReadOnlyList<ImportedParameter> Parameters { get; init; }

    /// <summary>What was assumed, computed at import, recognised or cut; whole sentences without a full stop.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>The file and who wrote it, in one line.</summary>
    public required string Origin { get; init; }

    /// <summary>The nodes of the file and how many of them became layers of their own, were computed, or vanished.</summary>
    public required int NodeCount { get; init; }

    /// <summary>What the file's nodes are called: <c>nodes</c>, or <c>layers of Keras</c>.</summary>
    public string NodeUnit { get; init; } = "nodes";

    /// <summary>The declaration as C#.</summary>
    /// <param name="withWeights">Whether it ships its parameters (<c>[Weights]</c>).</param>
    public string ToCode(bool withWeights = true) => Code(withWeights ? Name + ".safetensors" : null);

    private string Code(string? weights)
    {
        var code = new StringBuilder("using ModelCompiler;\n\n");
        if (Namespace is not null)
            code.Append("namespace ").Append(Namespace).Append(";\n\n");
        code.Append("/// <summary>").Append(Escaped(Origin)).Append("</summary>\n");
        if (Remarks.Count > 0)
        {
            code.Append("/// <remarks>\n");
            foreach (string remark in Remarks)
                code.Append("/// <para>").Append(Escaped(char.ToUpperInvariant(remark[0]) + remark[1..])).Append(".</para>\n");
            code.Append("/// </remarks>\n");
        }

        code.Append("[Model]\n");
        IEnumerable<string> outputs = Outputs.Select(output => output.Attribute).OfType<string>();
        foreach (
            string attribute in Inputs.Select(input => input.Attribute).Concat(Layers.Select(layer => layer.Attribute)).Concat(outputs)
        )
            code.Append('[').Append(attribute).Append("]\n");
        if (weights is not null)
            code.Append("[Weights(\"").Append(weights).Append("\")]\n");
        return code.Append("public sealed partial class ").Append(Name).Append(";\n").ToString();
    }

    /// <summary>The parameters as a safetensors file, by the names and in the layouts that the model reads.</summary>
    public SafeTensorsWriter ToSafeTensors()
    {
        var writer = new SafeTensorsWriter();
        foreach (ImportedParameter parameter in Parameters)
            writer.Add(parameter.Name, [.. parameter.Shape], parameter.Values);
        return writer;
    }

    /// <summary>Writes <c>Name.cs</c> and <c>Name.safetensors</c> into a folder, which is created; files that exist are replaced.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The two paths.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public (string Code, string Weights) Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string code = Path.Combine(folder, Name + ".cs"),
            weights = Path.Combine(folder, Name + ".safetensors");
        SaveAs(code, weights);
        return (code, weights);
    }

    /// <summary>Writes the declaration, which names the file of parameters, and the parameters; files that exist are replaced.</summary>
    /// <param name="code">The file of C#.</param>
    /// <param name="weights">The file of parameters.</param>
    /// <exception cref="IOException">A file cannot be written, or its folder does not exist.</exception>
    public void SaveAs(string code, string weights)
    {
        ToSafeTensors().Save(weights);
        byte[] text = Encoding.UTF8.GetBytes(Code(Path.GetFileName(weights)));
        AtomicFile.Write(code, stream => stream.Write(text));
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");
}
