using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Graph;

/// <summary>Maps of any number of operands: what reads more than a kernel does becomes several maps.</summary>
internal static class MapSplit
{
    /// <summary>The most operands of one map.</summary>
    public const int MostOperands = 8;

    /// <summary>
    /// Adds a map. When it has too many operands, what stands under the root of its formula becomes maps of their own, those of most
    /// operands first: the root alone reads at most four values.
    /// </summary>
    public static int Add(GraphBuilder graph, string layer, Expression value, IReadOnlyList<(Variable Variable, int Node)> operands)
    {
        List<(Variable Variable, int Node)> read = [.. operands];
        foreach (Expression part in value.Operands.Distinct().OrderByDescending(part => Read(part, operands).Count))
        {
            if (read.Count <= MostOperands)
                break;
            if (part is Variable || Read(part, operands) is not { Count: > 0 } own)
                continue;
            Variable name = Free(read);
            int node = graph.Map(layer, part, [.. own]);
            value = value.Replace(part, name);
            read = [.. Read(value, read), (name, node)];
        }

        return graph.Add(
            new MapNode(
                layer,
                graph.ShapeOf(read[0].Node),
                value,
                read.Select(operand => operand.Variable.Name).ToEquatableArray(),
                null,
                read.Select(operand => operand.Node).ToEquatableArray()
            )
        );
    }

    private static List<(Variable Variable, int Node)> Read(Expression expression, IEnumerable<(Variable Variable, int Node)> operands) =>
        [.. operands.Where(operand => expression.Reads(operand.Variable.Name))];

    private static Variable Free(IEnumerable<(Variable Variable, int Node)> taken)
    {
        for (int number = 1; ; number++)
        {
            var name = new Variable(FormattableString.Invariant($"part{number}"));
            if (taken.All(operand => operand.Variable != name))
                return name;
        }
    }
}
