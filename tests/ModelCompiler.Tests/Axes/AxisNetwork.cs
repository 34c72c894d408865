namespace ModelCompiler.Tests.Axes;

/// <summary>A declaration, and what it means in double precision.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Input">The attribute of the input.</param>
/// <param name="Layers">The attributes of the layers.</param>
/// <param name="Forward">The output of one sample, from its values in PyTorch's order and the parameters by their names in files.</param>
public sealed record AxisNetwork(
    string Name,
    string Input,
    string[] Layers,
    Func<double[], IReadOnlyDictionary<string, double[]>, double[]> Forward
)
{
    /// <summary>The declaration as C#.</summary>
    public string ToDeclaration() =>
        $"/// <summary>{Name}.</summary>\n[Model]\n[{Input}]\n{string.Concat(Layers.Select(layer => $"[{layer}]\n"))}"
        + $"[Loss(Loss.MeanSquaredError)]\npublic sealed partial class {Name};\n";
}
