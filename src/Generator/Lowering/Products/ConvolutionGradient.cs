using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// The gradient of the input of a convolution or a transposed one, with what another reader of that input sends added when that joins it,
/// and through the activation that made the input when one does. The weight is repacked first.
/// </summary>
internal static class ConvolutionGradient
{
    public static void Lower(ScheduleBuilder builder, int index, ConvolutionInputGradientNode node) =>
        Lower(
            builder,
            index,
            node.Window,
            ScatterChoice.Reason(
                node,
                ImageShape.Of(builder.Graph.Nodes[node.Operands[0]].Shape),
                builder.Parameter(node.Operands[1]).Packing
            ),
            isReverse: true
        );

    public static void LowerTransposed(ScheduleBuilder builder, int index, TransposedInputGradientNode node) =>
        Lower(builder, index, node.Window, scattered: null, isReverse: false);

    /// <summary>Whether the gradient reads that of the output as it lies: scattered, or in a copy with gaps.</summary>
    public static bool ReadsWithoutBorder(ScheduleBuilder builder, int index, ImageShape outputs)
    {
        if (builder.Graph.Nodes[index] is not ConvolutionInputGradientNode node)
            return false;
        ConvolutionPacking? packing = builder.Parameter(node.Operands[1]).Packing;
        return packing is null ? node.Window.HasStride : ScatterChoice.Reason(node, outputs, packing) is not null;
    }

    private static void Lower(ScheduleBuilder builder, int index, Window window, string? scattered, bool isReverse)
    {
        bool forInput = builder.IsForInput(index);
        Node node = builder.Graph.Nodes[index];
        int upstream = node.Operands[0];
        ParameterPlan weight = builder.Parameter(node.Operands[1]);
        bool isDepthwise = weight.Packing is null;
        ImageShape image = ImageShape.Of(node.Shape),
            outputs = ImageShape.Of(builder.Graph.Nodes[upstream].Shape);
        Border border =
            scattered is not null ? default
            : isReverse ? Borders.OfReverse(window, image, outputs)
            : Borders.Of(window, outputs);
        Value delta =
            isDepthwise && window.HasStride
                ? builder.Values.Spread(upstream, window, Borders.OfSpread(window, image), forInput)
                : builder.Values.Pixels(upstream, border, MemoryLayout.Padded(outputs.Channels), forInput);
        BackwardFollowers followers = BackwardFollowers.Of(builder, index, takesResidual: true);
        followers.Fuse(builder, index);
        Value? residual = followers.Residual is { } added ? builder.Values.Pixels(added, forInput) : null;
        Value? saved = followers.Activation is { } applier ? builder.Values.Pixels(applier.Operands[1], forInput) : null;
        Value output = builder.Values.WritePixels(followers.Result, followers.Name(builder, "InputDelta"), forInput);

        // Residual and saved values that lie differently take a pass each.
        Layout second = (residual is not null && residual.Layout != saved?.Layout ? residual : saved ?? output).Layout;
        var gradient = new InputGradient(
            builder,
            node.Label,
            weight,
            window,
            delta,
            followers.Activation?.Activation,
            residual,
            saved,
            output,
            isDepthwise || scattered is not null
        );
        if (scattered is not null)
            gradient.Scatter(weight.Packing!, second, scattered, forInput);
        else
            gradient.Turn(second, image, isReverse, forInput);
        builder.Values.HandOut(followers.Result);
    }

    private sealed record InputGradient(
        ScheduleBuilder Builder,
        string Label,
        ParameterPlan Weight,
        Window Window,
        Value Delta,
        NamedActivation? Activation,
        Value? Residual,
        Value? Saved,
        Value Output,
        bool AppliesAnything
    )
    {
        private string Repacked => Names.Repacked(Weight);

        private string ShapeName => Names.Pascal(Label) + "InputShape";

        // One pass serves residual and saved values that lie alike, when their distance is a constant: it is not when the workspace grows
        // with the batch.
        private bool IsOnePass =>
            (AppliesAnything || EpilogueCost.FitsRegisters(Activation?.Definition.Gradient))
            && (Residual is null || (Residual.Layout == Saved?.Layout && !Builder.Tables.NeedWholeBatch));

        private Value Second => (IsOnePass ? Saved : null) ?? Residual ?? Saved ?? Output;

        private Code FirstEpilogue =>
            !IsOnePass || Activation is null ? (Code)$"{(Residual is null ? Epilogue.Store : Epilogue.Add)}"
            : Residual is null ? Epilogue.Backward(Activation)
            : Epilogue.AddBackward(Activation, Residual, Saved!);

        public void Scatter(ConvolutionPacking packing, Layout second, string reason, bool forInput)
        {
            int groups = packing.StoredGroups,
                outputs = packing.Outputs * packing.Groups / groups,
                channels = Output.Layout.Stored / groups;
            GeneratedType kernel = ConvolutionShapes.Scatter(Window, groups, outputs, Delta.Layout, Output.Layout, second);
            CodeLines code = new CodeLines()
                .Line($"{Comment("W^T d at each place of the window")}")
                .Line($"// scattered: {reason}")
                .Line($"ConvolutionScatter.Run<TWide, {new VectorPiece(channels)}, {new TypePiece(kernel, ShapeName)}, {FirstEpilogue}>(")
                .Indented(
                    $"in {Delta.Pixels(Access.Read)}, in {new RepackedPiece(Repacked)}, ref "
                        + $"{Output.Pixels(Access.Write)}, ref {Second.Pixels(Access.Read)}, samples);"
                );
            Code repack =
                $"WindowTranspose.Part(in batch, part, parts, {Places}, taps: {Window.Taps}, storedChannels: {packing.StoredChannels}, "
                + $"paddedChannels: {channels}, outputs: {outputs}, groups: {groups});";
            Add(
                code,
                forInput,
                repack,
                groups * outputs * MemoryLayout.RoundUp(Window.Taps * channels, MemoryLayout.WidestVector),
                isShared: true
            );
        }

        public void Turn(Layout second, ImageShape image, bool isReverse, bool forInput)
        {
            Layout from = Delta.Layout,
                to = Output.Layout;
            CodeLines code = new CodeLines().Line($"{Comment("turned(W) * d")}");
            IReadOnlyList<ConvolutionPhase> phases;
            Code repack;
            int perGroup = 1;
            if (Weight.Packing is { } packing)
            {
                int groups = packing.StoredGroups;
                perGroup = from.Stored / groups;
                var packed = new PackedWindow(Window.Taps, Window.Horizontal.Kernel, perGroup, groups);
                phases = isReverse
                    ? ConvolutionPhase.Reverse(Window, packed, from, to, second)
                    : ConvolutionPhase.Forward(Window, packed, from, to, second);
                repack =
                    $"WindowFlip.Run(in batch, {Places}, taps: {Window.Taps}, storedChannels: {packing.StoredChannels}, "
                    + $"channels: {to.Shape.Channels / groups}, paddedChannels: {to.Stored / groups}, "
                    + $"paddedOutputs: {perGroup}, groups: {groups});";
            }
            else
            {
                phases = ConvolutionPhase.Depthwise(Window.Reverse(image), from, to, second);
                repack = $"WindowFlip.Depthwise(in batch, {Places}, taps: {Window.Taps}, paddedChannels: {to.Stored});";
            }

            new ConvolutionCall(phases, Weight.Packing is null, ShapeName).Add(
                code,
                FirstEpilogue,
                new RepackedPiece(Repacked),
                $"in {new LocalPiece("workspace")}[0], hasBias: false",
                Delta,
                Output,
                (Second, Access.Read)
            );
            Add(code, forInput, repack, Window.Taps * to.Stored * perGroup, isShared: false);
        }

        private Code Places => $"{new ParameterStartPiece(Weight.Index)}, {new RepackedStartPiece(Repacked)}";

        private string Comment(string product)
        {
            string sum = Residual is null ? product : product + " + r";
            return $"// {Label}: d = {(Activation is null ? sum : $"({sum}) {Activation.Name}'")}; "
                + $"{Shapes.Change(Delta.Layout, Output.Layout)}";
        }

        private void Add(CodeLines code, bool forInput, Code repack, int length, bool isShared)
        {
            if (!IsOnePass && Activation is not null)
                ConvolutionCall.AddPass(code, Epilogue.Backward(Activation), Output, Saved!, Access.Read);
            Builder.Add(
                new Step(Label, forInput, Domain.Samples, code.ClearBorder(Output).Lines)
                {
                    IsLargePerSample = true,
                    Repackings = new([new Repacking(Repacked, length, 0, new CodeLine(0, repack.Pieces.ToEquatableArray()), isShared)]),
                }
            );
        }
    }
}
