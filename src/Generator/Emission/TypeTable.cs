using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>The types that are generated for a model, equal ones once: constants of kernels, activations, maps, losses.</summary>
internal sealed class TypeTable
{
    private const int ShortTable = 110;

    private readonly Dictionary<GeneratedType, string> _names = [];

    public TypeTable(ModelPlan plan)
    {
        foreach (TypePiece piece in plan.AllSteps.SelectMany(step => step.Code).SelectMany(line => line.Pieces).OfType<TypePiece>())
            if (!_names.ContainsKey(piece.Type))
                _names.Add(piece.Type, Free(piece.Wanted));
    }

    /// <summary>The name of a type.</summary>
    public string Name(GeneratedType type) => _names[type];

    /// <summary>Prints all types.</summary>
    public void Write(CodeWriter code, INames names)
    {
        foreach (KeyValuePair<GeneratedType, string> entry in _names.OrderBy(entry => entry.Key.Kind))
            Write(code, entry.Value, entry.Key, names);
    }

    /// <summary>Prints one type.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type.</param>
    /// <param name="names">What its constants may mention; null for numbers alone.</param>
    public static void Write(CodeWriter code, string name, GeneratedType type, INames? names)
    {
        code.Line();
        if (type.Summary is { } summary)
            code.Line($"/// <summary>{Text.Documentation(summary)}</summary>");
        string head = type.Interface is null ? $"private static class {name}" : $"private readonly struct {name} : {type.Interface}";
        using (code.Open(head))
        {
            WrappedLines.Write(code, type.Members.Where(member => member.IsConstant).Select(constant => Constant(constant, names)));
            TypeMember[] others = [.. type.Members.Where(member => !member.IsConstant)];
            for (int member = 0; member < others.Length; member++)
                Member(code, others[member], isFirst: member == 0);
        }
    }

    private static string Constant(TypeMember member, INames? names) =>
        $"public static int {member.Head} => {string.Concat(member.Value.Select(piece => piece.Spell(names!)))};";

    private static void Member(CodeWriter code, TypeMember member, bool isFirst)
    {
        if (member.Lines.Count > 0)
        {
            foreach (string line in member.Lines)
                code.Indented(line.TrimStart('\t'), line.TakeWhile(character => character == '\t').Count());
            return;
        }

        if (member.Function is not { } function)
        {
            Table(code, member, member.ElementType!);
            return;
        }

        if (!isFirst)
            code.Line();
        VectorFunction.Write(code, member.Head, function);
    }

    // Constant data of the assembly: reading it allocates nothing.
    private static void Table(CodeWriter code, TypeMember table, string elementType)
    {
        string head = $"public static ReadOnlySpan<{elementType}> {table.Head} =>",
            elements = string.Join(", ", table.Elements);
        if (head.Length + elements.Length < ShortTable)
        {
            code.Line($"{head} [{elements}];");
            return;
        }

        code.Line(head);
        code.Line("[");
        WrappedLines.WriteIndented(code, table.Elements.Select(element => element + ","));
        code.Line("];");
    }

    // The same layer can have other constants in a gradient than in a prediction, and run in several parts.
    private string Free(string wanted)
    {
        string name = wanted.Replace("#", "1");
        for (int number = 2; _names.ContainsValue(name); number++)
            name = wanted.TrimEnd('#') + Text.Of(number);
        return name;
    }
}
