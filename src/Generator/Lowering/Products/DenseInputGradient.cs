using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// The gradient of a dense layer's input, through the activation that made that input when one joins it. The weight is repacked first:
/// lanes of inputs instead of outputs.
/// </summary>
internal static class DenseInputGradient
{
    public static void Lower(ScheduleBuilder builder, int index, ContractionNode node)
    {
        bool forInput = builder.IsForInput(index);
        ParameterPlan weight = builder.Parameter(node.Operands[1]);
        Value delta = builder.Values.Row(node.Operands[0]);
        BackwardFollowers followers = BackwardFollowers.Of(builder, index, takesResidual: false);
        followers.Fuse(builder, index);
        NamedActivation? activation = followers.Activation?.Activation;
        Value? saved = followers.Activation is { } applier ? builder.Values.Row(applier.Operands[1]) : null;
        string outputName = followers.Result == builder.Graph.InputGradient ? "InputDelta" : followers.Name(builder, "InputDelta");
        Value output = builder.Values.WriteRow(followers.Result, outputName, forInput);
        int padded = MemoryLayout.Padded(weight.Columns);
        string name = Names.Pascal(node.Label),
            repacked = Names.Repacked(weight);
        var shape = new ProductShape(weight.Rows, padded, BlockSize.Choose(weight.Rows, padded), delta.Layout.Sample, output.Layout.Sample);
        var call = new DenseCall(
            shape,
            new TypePiece(shape.Type, name + "InputProductShape"),
            EpilogueCost.FitsRegisters(activation?.Definition.Gradient)
        );
        string through = activation is null ? string.Empty : $" {activation.Name}'";
        string comment = $"// {node.Label}: d = (W^T d){through}; [{Text.Of(weight.Rows)}] -> [{Text.Of(weight.Columns)}]";
        Code epilogue = Epilogue.Backward(activation);
        DenseOperands operands = new(delta, new RepackedPiece(repacked), null, output, saved, IsSavedRead: true);
        Code repack =
            $"PanelTranspose.Part(in batch, part, parts, {new ParameterStartPiece(weight.Index)}, "
            + $"{new RepackedStartPiece(repacked)}, outputs: {weight.Rows}, inputs: {weight.Columns});";
        builder.Add(
            new Step(node.Label, forInput, Domain.Samples, call.Run(comment, epilogue, operands))
            {
                Part = OutputSharing.Pays(shape) ? call.Part(comment, epilogue, operands) : null,
                Repackings = new([
                    new Repacking(repacked, weight.Rows * padded, 0, new CodeLine(0, repack.Pieces.ToEquatableArray()), IsShared: true),
                ]),
                Sample = new ProductForm(
                    delta.Buffer,
                    weight.Index,
                    -1,
                    Epilogue.Applied(activation),
                    output.Buffer,
                    saved?.Buffer ?? BufferPlan.None,
                    shape,
                    repacked
                ),
            }
        );
    }
}
