using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>A batch times a packed weight. It takes its bias and what follows with it, so that they happen in registers.</summary>
internal static class DenseProduct
{
    public static void Lower(ScheduleBuilder builder, int index, ContractionNode node)
    {
        ParameterPlan weight = builder.Parameter(node.Operands[1]);
        (int sum, int bias) = Biases.Of(builder, index);
        sum = BatchNorm.Fold(builder, sum, bias, out int table);
        Followers followers = Followers.Of(builder, sum);
        followers.Fuse(builder, sum);
        NamedActivation? activation = followers.Activation;
        string name = Names.Pascal(node.Label);
        Value input = builder.Values.Row(node.Operands[0]);
        Value output = builder.Values.WriteRow(followers.Result, activation is null ? name + "Sum" : Names.Output(node.Label));
        Value? saved = followers.KeepsSum(builder) ? builder.Values.WriteRow(followers.Sum, name + "Sum") : null;
        int block = BlockSize.Choose(weight.Columns, weight.PaddedRows);
        var shape = new ProductShape(weight.Columns, weight.PaddedRows, block, input.Layout.Sample, output.Layout.Sample);

        // A table needs whole sums, which a product of several blocks has only in the end.
        var call = new DenseCall(
            shape,
            new TypePiece(shape.Type, name + "ProductShape"),
            table < 0 && EpilogueCost.FitsRegisters(activation?.Definition.Value)
        );
        Code epilogue = Epilogue.Forward(activation, saved is not null);
        if (table >= 0)
            epilogue = Epilogue.Normalized(MemoryLayout.Padded(builder.Graph.Nodes[index].Shape.Extent(Axis.Channel)), epilogue);
        string formula = Formula.Of("W x", table, bias, activation);
        string comment = $"// {node.Label}: {formula}; [{Text.Of(weight.Columns)}] -> [{Text.Of(weight.Rows)}]";
        DenseOperands operands = new(input, new ParameterPiece(weight.Index), Biases.Place(table, bias), output, saved);
        builder.Add(
            new Step(node.Label, false, Domain.Samples, call.Run(comment, epilogue, operands))
            {
                Explanation = $"tiles of 8 × {Text.Of(Math.Min(shape.Columns, MemoryLayout.PanelWidth))}, blocks of {Text.Of(block)}",
                Part = OutputSharing.Pays(shape) ? call.Part(comment, epilogue, operands) : null,
                Sample =
                    table >= 0
                        ? null
                        : new ProductForm(
                            input.Buffer,
                            weight.Index,
                            bias,
                            Epilogue.Applied(activation),
                            output.Buffer,
                            saved?.Buffer ?? BufferPlan.None,
                            shape,
                            Repacked: null
                        ),
            }
        );
    }
}
