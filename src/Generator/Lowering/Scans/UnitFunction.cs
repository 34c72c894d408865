using System.Text.RegularExpressions;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Scans;

/// <summary>
/// Everything that one stage of a step computes unit by unit, as one function: what a gate is, what a state becomes, line by line. Values
/// that only the function itself reads never leave its registers.
/// </summary>
internal sealed class UnitFunction
{
    private readonly ScheduleBuilder _builder;
    private readonly HashSet<int> _members;
    private readonly bool _forInput;
    private readonly int _units;
    private readonly Dictionary<int, string> _locals = [];
    private readonly Dictionary<Value, string> _places = [];
    private readonly Dictionary<string, Access> _accesses = [];
    private readonly HashSet<string> _names = ["unit", "next", "sample", "samples"];
    private readonly List<string> _lines = [],
        _formulas = [],
        _sums = [];

    private const int NarrowestVector = 4;

    private UnitFunction(ScheduleBuilder builder, IEnumerable<int> members, int units, bool forInput)
    {
        _units = units;
        _builder = builder;
        _members = [.. members];
        _forInput = forInput;
    }

    private ModelGraph Graph => _builder.Graph;

    /// <summary>Adds the call of the function of some members of a loop.</summary>
    public static void Add(CodeLines code, ScheduleBuilder builder, IReadOnlyList<int> members, bool forInput)
    {
        int[] computed = [.. members.Where(member => builder.Graph.Nodes[member].Formula is not null)];
        if (computed.Length == 0)
            return;
        Node first = builder.Graph.Nodes[computed[0]];
        new UnitFunction(builder, members, first.Shape.Extent(Axis.Channel), forInput).Add(code, members, first.Label);
    }

    // Fewer units than the narrowest vector has lanes.
    private bool IsPartial => _units < NarrowestVector;

    private void Add(CodeLines code, IReadOnlyList<int> members, string label)
    {
        foreach (int member in members)
            Compute(member);
        GeneratedType type = Type(label);
        bool isForward = members[0] < Graph.ForwardCount;
        string purpose =
            !isForward ? "CellGradient"
            : _builder.IsStream ? "StreamCell"
            : _builder.IsInference ? "Cell"
            : "TrainingCell";
        code.Line($"// {label}: the {(isForward ? "states" : "gradients")} of {Text.Of(_units)} units")
            .Line($"{new TypePiece(type, Names.Pascal(label) + purpose)}.Run<{new VectorPiece(Lanes)}>(");
        foreach (KeyValuePair<Value, string> place in _places)
            code.Indented($"{place.Value}: ref {Argument(place.Key, _accesses[place.Value])},");
        code.Indented($"samples);");
    }

    // Whole vectors for all units, so that nothing is computed beyond the last.
    private int Lanes =>
        _units % MemoryLayout.WidestVector == 0 ? MemoryLayout.WidestVector
        : _units % 8 == 0 ? 8
        : NarrowestVector;

    private static Piece Argument(Value value, Access access) => value.AtStep.At(0, access);

    private void Compute(int index)
    {
        Node node = Graph.Nodes[index];
        if (node.Formula is { } formula)
            Assign(index, formula.Value, formula.Variables.Zip(formula.Operands, (name, operand) => (name, operand)));
        else if (node.IsConcatenation)
            Store(index, node);
        else if (node.Part is null)
            throw new InvalidOperationException($"A {node.GetType().Name} cannot be computed step by step.");
    }

    private void Assign(int index, Expression value, IEnumerable<(string Variable, int Node)> operands)
    {
        Dictionary<string, string> names = operands
            .Where(operand => value.Reads(operand.Variable))
            .ToDictionary(operand => operand.Variable, operand => Read(operand.Node));
        string local = Local(Graph.Nodes[index].Meaning ?? "value");
        VectorCode code = ExpressionWriter.Write(value, names, local + "Part");
        _lines.AddRange(code.Statements);
        _locals[index] = local;
        _lines.Add($"TVector {local} = {code.Results[0]};");
        (Graph.Nodes[index].IsSum ? _sums : _formulas).Add($"{local} = {Named(value, names)}");
        if (_builder.Consumers(index, Graph.Nodes.Count).Any(reader => !_members.Contains(reader)))
            Write(index, local, start: 0);
    }

    private static string Named(Expression value, Dictionary<string, string> names) =>
        Regex.Replace(value.ToString(), @"\w+", word => names.TryGetValue(word.Value, out string? name) ? name : word.Value);

    private void Store(int index, Node concat)
    {
        int start = 0;
        foreach (int operand in concat.Operands)
        {
            string local = Read(operand);
            Write(index, local, start);
            start += Graph.Nodes[operand].Shape.Extent(Axis.Channel);
        }
    }

    private void Write(int node, string local, int start)
    {
        string place = $"ref Unsafe.Add(ref {Place(_builder.Values.Lying(node, _forInput), Access.Write, node)}, {Position(start)})";
        _lines.Add(IsPartial ? $"PartialVector.Store({local}, {place}, {Text.Of(_units)});" : $"TVector.Store({local}, {place});");
    }

    // A value of the function, or one that is loaded; what is loaded is loaded once.
    private string Read(int node)
    {
        if (_locals.TryGetValue(node, out string? local))
            return local;
        int start = 0,
            source = node;
        if (Graph.Nodes[node].Part is { Steps: 0 } part)
            (source, start) = (Graph.Nodes[node].Operands[0], part.FirstChannel);
        string place = $"in Unsafe.Add(ref {Place(_builder.Values.Lying(source, _forInput), Access.Read, source)}, {Position(start)})",
            name = Local(MeaningOf(node));
        _lines.Add(
            IsPartial
                ? $"TVector {name} = PartialVector.Load<TVector>({place}, {Text.Of(_units)});"
                : $"TVector {name} = TVector.Load({place});"
        );
        return _locals[node] = name;
    }

    private string MeaningOf(int node) => Graph.Nodes[node].Meaning ?? Names.Local(Names.Pascal(Graph.Nodes[node].Label));

    private string Place(Value value, Access access, int node)
    {
        if (!_places.TryGetValue(value, out string? name))
        {
            _places[value] = name = Local(MeaningOf(node) + "Row");
            _accesses[name] = access;
        }

        _accesses[name] |= access;
        return name;
    }

    private static string Position(int start) => start == 0 ? "unit" : Text.Of(start) + " + unit";

    private string Local(string meaning)
    {
        string name = meaning;
        for (int number = 2; !_names.Add(name); number++)
            name = meaning + Text.Of(number);
        return name;
    }

    private GeneratedType Type(string label)
    {
        var lines = new List<string> { "[MethodImpl(AggressiveOptimization)]", "public static void Run<TVector>(" };
        lines.AddRange(_places.Values.Select(place => $"\tref float {place},"));
        lines.Add("\tint samples");
        lines.Add(")");
        lines.Add("\twhere TVector : struct, IVector<TVector>");
        lines.Add("{");
        lines.Add("\tfor (int sample = 0; sample < samples; sample++)");
        lines.Add("\t{");
        bool overlaps = _units % NarrowestVector != 0 && !IsPartial;
        string counter = overlaps ? "next" : "unit";
        lines.Add($"\t\tfor (int {counter} = 0; {counter} < {Text.Of(_units)}; {counter} += TVector.Count)");
        lines.Add("\t\t{");
        if (overlaps)
        {
            lines.Add("\t\t\t// The last vector computes some units twice, rather than what lies behind them.");
            lines.Add($"\t\t\tint unit = Math.Min(next, {Text.Of(_units)} - TVector.Count);");
        }

        lines.AddRange(_lines.Select(line => "\t\t\t" + line));
        lines.Add("\t\t}");
        lines.Add(string.Empty);
        lines.Add("\t\t// The rows of the next sample.");
        foreach (KeyValuePair<Value, string> place in _places)
            if (place.Key.Layout.Sample != 0)
                lines.Add($"\t\t{place.Value} = ref Unsafe.Add(ref {place.Value}, {Text.Of(place.Key.Layout.Sample)});");
        lines.Add("\t}");
        lines.Add("}");
        return new GeneratedType(
            GeneratedTypeKind.Cell,
            null,
            $"One step of {label}, unit by unit: {string.Join("; ", _formulas.Count > 0 ? _formulas : _sums)}.",
            new([TypeMember.Method(lines)])
        );
    }
}
