using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Maps;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Norms;

/// <summary>
/// Normalisations of each channel. Over a batch: sums of each block of samples, a boundary at which they are combined, and one pass that
/// applies them. With running statistics: a multiply-add for each channel, in the registers of the product before or else where the values
/// lie, when nobody else reads them. Each takes a residual connection and its activation with it.
/// </summary>
internal static class BatchNorm
{
    public static void Lower(ScheduleBuilder builder, int index, BatchNormNode node)
    {
        int x = node.Operands[0];
        Value input = builder.Values.Channels(x, forInput: false);
        bool isInPlace = IsInPlace(builder, index),
            isRunning = builder.IsInference || node.IsFrozen;
        int table = ChannelTable.Add(builder, index, node, input.Layout.Stored, isRunning);
        if (!isRunning)
            BatchStatistics.Lower(builder, node, input, table);
        Followers followers = Followers.Of(builder, index);
        followers.Fuse(builder, index);
        Value? residual = followers.Residual is { } added ? builder.Values.Channels(added, forInput: false) : null;
        Value output = isInPlace
            ? builder.Values.Replace(followers.Result, input)
            : builder.Values.WriteChannels(followers.Result, Names.Output(node.Label));
        Value? saved = followers.KeepsSum(builder)
            ? builder.Values.WriteChannels(followers.Sum, Names.Pascal(node.Label) + "Normal")
            : null;
        builder.Add(Map(node.Label, input, table, followers.Activation, output, saved, residual));
    }

    /// <summary>Plans the gradient by what was normalised.</summary>
    public static void LowerGradient(ScheduleBuilder builder, int index, BatchNormGradientNode node)
    {
        bool forInput = builder.IsForInput(index),
            isFrozen = node.Operands.Count == 1;
        Value delta = builder.Values.Channels(node.Operands[0], forInput);
        Value? input = isFrozen ? null : builder.Values.Channels(node.Operands[1], forInput);
        BackwardFollowers followers = BackwardFollowers.Of(builder, index, takesResidual: false);
        followers.Fuse(builder, index);
        Value? saved = followers.Activation is { } applier ? builder.Values.Channels(applier.Operands[1], forInput) : null;
        bool isFlat = delta.Layout.IsRow;
        string name = isFlat && followers.Result == builder.Graph.InputGradient ? "InputDelta" : followers.Name(builder, "InputDelta");
        Value output = builder.Values.WriteChannels(followers.Result, name, forInput);
        int table = builder.Tables.Of(node.Source);
        builder.Add(
            input is null
                ? FrozenGradient(node.Label, forInput, delta, table, followers.Activation?.Activation, output, saved)
                : Gradient(node.Label, forInput, (delta, input), table, followers.Activation?.Activation, output, saved)
        );
        if (!isFlat)
            builder.Values.HandOut(followers.Result);
    }

    /// <summary>Whether a normalisation with running statistics writes over what it reads.</summary>
    public static bool IsInPlace(ScheduleBuilder builder, int index)
    {
        var node = (BatchNormNode)builder.Graph.Nodes[index];
        int x = node.Operands[0];
        return (builder.IsInference || node.IsFrozen)
            && builder.Graph.Nodes[x].MayBeOverwritten
            && !builder.IsShared(x)
            && x != builder.Graph.Output;
    }

    /// <summary>
    /// The normalisation that a product applies to its sums in registers, and its table: the one that would be applied in place, and alone
    /// reads them. The product leaves it its bias.
    /// </summary>
    /// <param name="builder">What has been planned so far.</param>
    /// <param name="sum">The node of the sums.</param>
    /// <param name="bias">The bias that they lack, or -1.</param>
    /// <param name="table">The number of the table, or -1.</param>
    /// <returns>The normalisation, or <paramref name="sum"/> when there is none.</returns>
    public static int Fold(ScheduleBuilder builder, int sum, int bias, out int table)
    {
        table = -1;
        if (
            builder.SoleConsumer(sum, builder.Graph.Nodes.Count) is not { } norm
            || builder.Graph.Nodes[norm] is not BatchNormNode node
            || !IsInPlace(builder, norm)
        )
            return sum;
        builder.Fuse(norm);
        table = ChannelTable.Add(builder, norm, node, MemoryLayout.Padded(node.Shape.Extent(Axis.Channel)), isRunning: true, bias);
        return norm;
    }

    /// <summary>The last node that is computed together with a normalisation, or the normalisation itself.</summary>
    public static int ResultOf(ScheduleBuilder builder, int index) => Followers.Of(builder, index).Result;

    private static Step Map(string label, Value input, int table, NamedActivation? activation, Value output, Value? saved, Value? residual)
    {
        string sum = "(x - mean) factor + bias" + (residual is null ? string.Empty : " + r");
        string formula = activation is null ? $"y = {sum}" : $"y = {activation.Name}({sum})";
        CodeLines code = Call(
            $"// {label}: {formula}, factor = weight / sqrt(variance + epsilon)",
            input,
            new TablePiece(table, 0),
            Epilogue.Forward(activation, saved is not null, residual is not null),
            output,
            second: saved ?? residual ?? output,
            residual is null ? Access.Write : Access.Read
        );
        if (activation is not null && !ZeroAtZero.Holds(activation.Definition.Value))
            code.ClearPadding(output);
        bool isInPlace = output.Buffer == input.Buffer;
        code.ClearBorder(isInPlace ? null : output).ClearBorder(saved);
        return new Step(label, false, Domain.Samples, code.Lines)
        {
            Explanation = isInPlace ? "channel by channel, in place" : "channel by channel",
        };
    }

    private static Step FrozenGradient(
        string label,
        bool forInput,
        Value delta,
        int table,
        NamedActivation? activation,
        Value output,
        Value? saved
    )
    {
        string formula = activation is null ? "dx = d factor" : $"d = (d factor) {activation.Name}'";
        CodeLines code = Call(
            $"// {label}: {formula}, factor = weight / sqrt(variance + epsilon)",
            delta,
            new TablePiece(table, ChannelTables.GradientRow),
            Epilogue.Backward(activation),
            output,
            saved ?? output,
            Access.Read
        );
        return new Step(label, forInput, Domain.Samples, code.ClearBorder(output.Buffer == delta.Buffer ? null : output).Lines);
    }

    private static CodeLines Call(string comment, Value input, Piece table, Code epilogue, Value output, Value second, Access access) =>
        new CodeLines()
            .Line($"{comment}")
            .Line($"ChannelMap.Run<{new VectorPiece(input.Layout.Stored)}, {epilogue}>(")
            .Indented($"in {input.Pixels(Access.Read)}, {Channels.Layout(input)}, in {table},")
            .Indented(
                $"ref {output.Pixels(Access.Write)}, {Channels.Layout(output)}, ref {second.Pixels(access)}, "
                    + $"{Channels.Layout(second)}, samples);"
            );

    private static Step Gradient(
        string label,
        bool forInput,
        (Value Delta, Value Input) operands,
        int table,
        NamedActivation? activation,
        Value output,
        Value? saved
    )
    {
        Value second = saved ?? output;
        CodeLines code = new CodeLines()
            .Line(
                $"// {label}: dx = factor (d - mean(d) - h mean(d h)){(activation is null ? string.Empty : ", through " + activation.Name)}"
            )
            .Line($"BatchNormGradient.Run<{new VectorPiece(operands.Input.Layout.Stored)}, {Epilogue.Backward(activation)}>(")
            .Indented(
                $"in {operands.Delta.Pixels(Access.Read)}, {Channels.Layout(operands.Delta)}, in "
                    + $"{operands.Input.Pixels(Access.Read)}, {Channels.Layout(operands.Input)}, in {new TablePiece(table, 0)},"
            )
            .Indented(
                $"ref {output.Pixels(Access.Write)}, {Channels.Layout(output)}, ref {second.Pixels(Access.Read)}, "
                    + $"{Channels.Layout(second)}, samples);"
            );
        return new Step(label, forInput, Domain.Samples, code.ClearBorder(output).Lines);
    }
}
