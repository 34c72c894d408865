using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Weights;
using ModelCompiler.Shared;

namespace ModelCompiler.Generator.Checking;

/// <summary>
/// Whether the file of trained parameters fits a model without errors. Asked by the analyzer, or where that is turned off for its messages:
/// the generated code is the same, whatever the file holds.
/// </summary>
internal static class WeightsChecks
{
    private const int Shown = 5;

    public static IReadOnlyList<Problem> Run(ModelDeclaration declaration, EquatableArray<LayerSpec> layers, WeightsFiles files)
    {
        var problems = new ProblemList();
        if (ModelSpecBuilder.Weights(declaration) is { } file)
            Check(declaration, layers, file, files, problems);
        return problems.Problems;
    }

    private static void Check(
        ModelDeclaration declaration,
        EquatableArray<LayerSpec> layers,
        string file,
        WeightsFiles files,
        ProblemList problems
    )
    {
        var target = ProblemTarget.Attribute(declaration.IndexOf(AttributeRole.Weights), "FileName");
        if (files.HeaderOf(file) is not { } header)
        {
            string present = List(files.Names);
            problems.Add(WeightsRules.WeightsNotIncluded, target, file, present.Length == 0 ? "" : $", which are {present}");
            return;
        }

        if (TensorHeaderParser.Parse(header) is not { } tensors)
        {
            problems.Add(WeightsRules.WeightsUnreadable, target, file, "it does not begin with the header of a safetensors file");
            return;
        }

        Compare(declaration, layers, tensors, (rule, text) => problems.Add(rule, target, [file, .. text]));
    }

    private static void Compare(
        ModelDeclaration declaration,
        EquatableArray<LayerSpec> layers,
        IReadOnlyList<TensorHeader> tensors,
        Action<DiagnosticDescriptor, object[]> add
    )
    {
        Dictionary<string, TensorHeader> byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        List<ParameterNode> parameters = GraphCompiler
            .Compile(ModelSpecBuilder.Build(declaration, layers) with { Heads = ModelSpec.NoHeads })
            .Nodes.OfType<ParameterNode>()
            .ToList();
        string missing = List(parameters.Select(parameter => parameter.Name).Where(name => !byName.ContainsKey(name)));

        string unexpected = List(
            byName.Keys.Except(parameters.Select(parameter => parameter.Name)).Where(name => !CompanionTensors.IsCompanion(name))
        );
        List<(ParameterNode Parameter, TensorHeader Tensor)> pairs = parameters
            .Where(parameter => byName.ContainsKey(parameter.Name))
            .Select(parameter => (parameter, byName[parameter.Name]))
            .ToList();
        string shapes = List(
            pairs
                .Where(pair => pair.Tensor.ShapeText != pair.Parameter.Shape.ToString())
                .Select(pair =>
                    $"'{pair.Parameter.Name}' has shape {pair.Tensor.ShapeText} in the file, but {pair.Parameter.Shape} in the model"
                ),
            "; "
        );
        string types = List(
            pairs
                .Where(pair => !pair.Tensor.ReadsAsFloat)
                .Select(pair => $"'{pair.Parameter.Name}' is {pair.Tensor.Type}, not F32, F16, BF16 or F64")
        );

        string[] names =
        [
            missing.Length > 0 ? "it lacks " + missing : "",
            unexpected.Length > 0 ? "the model does not have " + unexpected : "",
        ];
        if (missing.Length > 0 || unexpected.Length > 0)
            add(WeightsRules.WeightsNamesDiffer, [declaration.Type.Name, string.Join("; ", names.Where(text => text.Length > 0))]);
        else if (shapes.Length > 0)
            add(WeightsRules.WeightsShapesDiffer, [declaration.Type.Name, shapes]);
        else if (types.Length > 0)
            add(WeightsRules.WeightsUnreadable, [types]);
    }

    /// <summary>The first few, and how many more.</summary>
    private static string List(IEnumerable<string> texts, string separator = ", ")
    {
        List<string> all = texts.ToList();
        return string.Join(separator, all.Take(Shown)) + (all.Count > Shown ? $" and {Numbers.Count(all.Count - Shown)} more" : "");
    }
}
