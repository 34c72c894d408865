using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>What a product has for each of its columns.</summary>
internal static class Biases
{
    /// <summary>
    /// The sum of a product and a bias that alone reads it, and the bias; or the product and -1. The bias joins the product.
    /// </summary>
    public static (int Sum, int Bias) Of(ScheduleBuilder builder, int index)
    {
        ModelGraph graph = builder.Graph;
        if (
            builder.SoleConsumer(index, builder.ForwardEnd) is not { } adder
            || !graph.Nodes[adder].IsSum
            || graph.Nodes[adder].Operands[0] != index
            || !graph.Nodes[graph.Nodes[adder].Operands[1]].IsParameter
        )
            return (index, -1);
        builder.Fuse(adder);
        return (adder, builder.Parameter(graph.Nodes[adder].Operands[1]).Index);
    }

    /// <summary>The table that normalises the sums, else the bias, or null.</summary>
    public static Piece? Place(int table, int bias) =>
        table >= 0 ? new TablePiece(table, 0)
        : bias >= 0 ? new ParameterPiece(bias)
        : null;
}
