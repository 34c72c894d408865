using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints steps with the names of a pass.</summary>
internal static class StepPrinter
{
    private static readonly (string Name, string Declaration)[] Locals =
    [
        ("x", "ReadOnlySpan<float> x = batch.Inputs;"),
        ("y", "Span<float> y = batch.Outputs;"),
        ("parameters", "ReadOnlySpan<float> parameters = batch.Parameters;"),
        ("targets", "ReadOnlySpan<float> targets = batch.Targets;"),
        ("classes", "ReadOnlySpan<int> classes = batch.Classes;"),
        ("weights", "ReadOnlySpan<float> weights = batch.Weights;"),
        ("scale", "float scale = batch.Scale;"),
    ];

    private static readonly (string Name, string Value)[] Spans =
    [
        ("workspace", "workspace = batch.Workspace"),
        ("gradient", "gradient = batch.Gradient"),
    ];

    /// <summary>Prints the body of a method of some steps: the locals that they mention, then each, apart from the one before.</summary>
    public static void Body(CodeWriter code, PassNames names, IEnumerable<Step> steps, bool areApart = true)
    {
        Step[] all = steps.ToArray();
        Declare(code, names, all.SelectMany(step => step.Code));
        foreach (Step step in all)
        {
            if (areApart)
                code.Line();
            Lines(code, names, step, step.Code);
        }
    }

    /// <summary>Prints the part of a step that threads share by outputs.</summary>
    public static void Part(CodeWriter code, PassNames names, Step step)
    {
        EquatableArray<CodeLine> part = step.Part!.Value;
        Declare(code, names, part);
        code.Line();
        Lines(code, names, step, part);
    }

    /// <summary>Prints lines of a step, behind a condition when it serves the gradient by the input alone.</summary>
    public static void Lines(CodeWriter code, PassNames names, Step step, IEnumerable<CodeLine> lines)
    {
        if (!step.ForInputGradient)
        {
            Lines(code, names, lines);
            return;
        }

        using (code.Open("if (batch.WithInputGradient)"))
            Lines(code, names, lines);
    }

    /// <summary>A line as text.</summary>
    public static string Text(PassNames names, CodeLine line) => string.Concat(line.Pieces.Select(piece => piece.Spell(names)));

    private static void Lines(CodeWriter code, PassNames names, IEnumerable<CodeLine> lines)
    {
        foreach (CodeLine line in lines)
            code.Indented(Text(names, line), line.Depth);
    }

    private static void Declare(CodeWriter code, PassNames names, IEnumerable<CodeLine> lines)
    {
        Piece[] pieces = lines.SelectMany(line => line.Pieces).ToArray();
        var needed = new HashSet<string?>(pieces.Select(piece => piece.Local));
        foreach ((string name, string declaration) in Locals)
            if (needed.Contains(name))
                code.Line(declaration);
        string[] spans = Spans.Where(span => needed.Contains(span.Name)).Select(span => span.Value).ToArray();
        if (spans.Length > 0)
            code.Line($"Span<float> {string.Join(", ", spans)};");
        if (names.Schedule.IsWhole && pieces.Any(piece => piece.Inner is LossesPiece or PlacePiece { Buffer: >= 0 }))
            code.Line("int capacity = Training.Capacity(batch.Samples);");
    }
}
