using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Lowering.Maps;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering.Moves;

/// <summary>Copies of rows.</summary>
internal static class Rows
{
    /// <summary>
    /// Adds a copy of a node's values, which later steps read instead when <paramref name="node"/> is <paramref name="operand"/> itself.
    /// </summary>
    public static Value Copy(ScheduleBuilder builder, string label, int operand, int node, string name, bool forInput)
    {
        Value input = builder.Values.Row(operand),
            output = builder.Values.WriteRow(node, name, forInput);
        builder.Add(ElementMap.OfRows(label, forInput, new ElementFunction(new Variable("x"), new(["x"])), [input], output));
        return output;
    }
}
