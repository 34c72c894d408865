using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the prediction whose inputs and outputs lie apart, each under its name.</summary>
internal static class PartMembersEmitter
{
    private const string Batch = "global::ModelCompiler.PartsBatch";

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        if (PartNames.Of(plan.Model) is not { } names)
            return;
        Part[] inputs = Parts(
                names.Inputs,
                plan.Model.Inputs.Count == 0 ? [plan.InputSize] : plan.Model.Inputs.Select(input => input.Shape.Size).ToArray()
            ),
            outputs = Parts(
                names.Outputs,
                plan.Outputs.Count == 0 ? [plan.OutputShape.Size] : plan.Outputs.Select(output => output.Shape.Size).ToArray()
            );
        code.Line();
        code.Line(
            "/// <summary>Predicts a whole number of samples whose inputs and outputs lie apart. Does not allocate after a thread's first, "
                + "and any number of threads may predict at the same time.</summary>"
        );
        foreach (Part input in inputs)
            code.Line($"/// <param name=\"{input.Name.TrimStart('@')}\">n × {Text.Of(input.Size)} values, sample after sample.</param>");
        foreach (Part output in outputs)
            code.Line($"/// <param name=\"{output.Name.TrimStart('@')}\">Receives n × {Text.Of(output.Size)} values.</param>");
        code.Line(
            "/// <exception cref=\"global::System.ArgumentException\">A length is wrong, the batch is empty, or the spans overlap; nothing "
                + "has been written.</exception>"
        );
        code.Line(GeneratedMark.Attribute);
        code.Line(CompilationHint.Member);
        using (code.Open($"public void Predict({names.Parameters})"))
        {
            Check(code, names, inputs, outputs);
            Rows(code, names, inputs, outputs);
        }
    }

    private static void Check(CodeWriter code, PartNames names, Part[] inputs, Part[] outputs)
    {
        Part first = inputs[0];
        string samples = names.Local("samples");
        code.Line($"int {samples} = {Batch}.Samples({first.Name}, {Text.Of(first.Size)}, nameof({first.Name}));");
        foreach (Part part in inputs.Skip(1).Concat(outputs))
            code.Line($"{Batch}.Check({part.Name}, {Text.Of(part.Size)}, {samples}, nameof({part.Name}));");
        for (int index = 0; index < outputs.Length; index++)
            foreach (Part other in inputs.Concat(outputs.Take(index)))
                code.Line($"{Batch}.Apart({outputs[index].Name}, {other.Name}, nameof({outputs[index].Name}));");
    }

    private static void Rows(CodeWriter code, PartNames names, Part[] inputs, Part[] outputs)
    {
        string samples = names.Local("samples"),
            block = names.Local("block"),
            start = names.Local("start"),
            count = names.Local("count"),
            rows = names.Local("rows"),
            results = names.Local("results");
        code.Line($"int {block} = {Batch}.Block(InputSize + OutputSize);");
        using (code.Open($"for (int {start} = 0; {start} < {samples}; {start} += {block})"))
        {
            code.Line($"int {count} = global::System.Math.Min({block}, {samples} - {start});");
            string read = inputs.Length == 1 ? $"{inputs[0].Name}.Slice({start} * InputSize, {count} * InputSize)" : rows,
                written = outputs.Length == 1 ? $"{outputs[0].Name}.Slice({start} * OutputSize, {count} * OutputSize)" : results;
            if (inputs.Length > 1)
                code.Line($"global::System.Span<float> {rows} = {Batch}.Inputs({count}, InputSize);");
            if (outputs.Length > 1)
                code.Line($"global::System.Span<float> {results} = {Batch}.Outputs({count}, OutputSize);");
            foreach (Part input in inputs.Skip(inputs.Length == 1 ? 1 : 0))
                code.Line($"{Batch}.Put({input.Name}, {Text.Of(input.Size)}, {start}, {rows}, InputSize, {Text.Of(input.Start)});");
            code.Line($"Predict({read}, {written});");
            foreach (Part output in outputs.Skip(outputs.Length == 1 ? 1 : 0))
                code.Line($"{Batch}.Take({results}, OutputSize, {Text.Of(output.Start)}, {output.Name}, {Text.Of(output.Size)}, {start});");
        }
    }

    private static Part[] Parts(EquatableArray<string> names, int[] sizes)
    {
        int start = 0;
        return names
            .Zip(
                sizes,
                (name, size) =>
                {
                    var part = new Part(name, size, start);
                    start += size;
                    return part;
                }
            )
            .ToArray();
    }

    private sealed record Part(string Name, int Size, int Start);
}
