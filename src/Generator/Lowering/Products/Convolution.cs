using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Maps;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// A sum of products over a window, forwards: a convolution or a transposed one. It takes its bias and what follows with it.
/// </summary>
internal static class Convolution
{
    public static void Lower(ScheduleBuilder builder, int index, WindowProductNode node)
    {
        ModelGraph graph = builder.Graph;
        int image = node.Operands[0],
            bias = node.Operands.Count > 2 ? builder.Parameter(node.Operands[2]).Index : -1;
        int sum = BatchNorm.Fold(builder, index, bias, out int table);
        Followers followers = Followers.Of(builder, sum);
        followers.Fuse(builder, sum);
        ParameterPlan weight = builder.Parameter(node.Operands[1]);
        var shape = ImageShape.Of(graph.Nodes[image].Shape);
        Border border = node.IsTransposed
            ? Borders.OfReverse(node.Window, ImageShape.Of(node.Shape), shape)
            : Borders.Of(node.Window, shape);
        int stored = weight.Packing is null ? MemoryLayout.Padded(shape.Channels) : NodeValues.StoredForConvolution(graph, image);
        Value input =
            border == default && ReadsPlanes(builder, index, node, weight)
                ? builder.Values.Row(image) with
                {
                    Layout = Layout.Planes(shape),
                }
                : builder.Values.Pixels(image, border, stored, forInput: false);
        var product = new ForwardConvolution(node, input, weight, bias, table, followers);
        if (!PlanarConvolution.Lower(builder, product) && !Planes(builder, product))
            Tiles(builder, product);
    }

    // A window of one place reads each value of a pixel once for each panel of columns: the values need not lie side by side.
    private static bool ReadsPlanes(ScheduleBuilder builder, int index, WindowProductNode node, ParameterPlan weight)
    {
        int image = node.Operands[0];
        TensorShape shape = builder.Graph.Nodes[image].Shape;
        return !node.IsTransposed
            && weight.Packing is { Taps: 1, StoredGroups: 1 }
            && builder.Values.IsCallersInput(image)
            && builder.SoleConsumer(image, builder.ForwardEnd) == index
            && !builder.Values.IsFlat(image)
            && !shape.IsChannelsLast
            && ImageShape.Of(shape).Channels > 1;
    }

    // The output of a prediction is handed out as planes by the convolution itself, where nothing else needs it as pixels.
    private static bool Planes(ScheduleBuilder builder, ForwardConvolution product)
    {
        (WindowProductNode node, Value input, ParameterPlan weight, _, _, Followers followers) = product;
        if (
            !builder.HandsOut(followers.Result)
            || builder.Values.IsFlat(followers.Result)
            || builder.Graph.Nodes[followers.Result].Shape.IsChannelsLast
            || node.IsTransposed
            || weight.Packing is null
            || followers.Residual is not null
            || !EpilogueCost.FitsRegisters(followers.Activation?.Definition.Value)
        )
            return false;
        var shape = ImageShape.Of(node.Shape);
        Layout pixels = Layout.Pixels(shape, MemoryLayout.Padded(shape.Channels), default);
        ConvolutionPhase phase = ConvolutionPhase.Forward(node.Window, weight.Packing.Window(node.Window), input.Layout, pixels, pixels)[0];
        Value output = builder.Values.HandOutRow(followers.Result);
        CodeLines code = new CodeLines()
            .Line($"{product.Comment(pixels)}, as planes")
            .Line(
                $"ConvolutionToPlanes.Run<{new VectorPiece(phase.Kernel["Columns"])}, "
                    + $"{new TypePiece(phase.Kernel, Names.Pascal(node.Label) + "Shape")}, "
                    + $"{product.Normalized(Epilogue.Forward(followers.Activation))}>("
            )
            .Indented(
                $"in {input.At(phase.InputStart, Access.Read)}, in {new ParameterPiece(weight.Index)}, "
                    + $"firstInner: {Text.Of(phase.FirstInner)}, {product.Bias}, ref {output.Pixels(Access.Write)}, "
                    + $"channels: {Text.Of(shape.Channels)}, samples);"
            );
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = Explanation(phase), IsLargePerSample = true });
        return true;
    }

    private static string Explanation(ConvolutionPhase phase) =>
        $"tiles of 8 pixels by {Text.Of(Math.Min(phase.Kernel["Columns"], MemoryLayout.PanelWidth))} channels";

    private static void Tiles(ScheduleBuilder builder, ForwardConvolution product)
    {
        (WindowProductNode node, Value input, ParameterPlan weight, _, _, Followers followers) = product;
        NamedActivation? activation = followers.Activation;
        bool isDepthwise = weight.Packing is null,
            inRegisters = isDepthwise || EpilogueCost.FitsRegisters(activation?.Definition.Value);
        Value? residual = followers.Residual is { } added ? builder.Values.Pixels(added, forInput: false) : null;
        Value output = builder.Values.WritePixels(followers.Result, product.OutputName);
        Value? saved = followers.KeepsSum(builder) ? builder.Values.WritePixels(followers.Sum, Names.Pascal(node.Label) + "Sum") : null;
        Value second = saved ?? residual ?? output;
        Layout from = input.Layout,
            to = output.Layout;
        IReadOnlyList<ConvolutionPhase> phases = weight.Packing?.Window(node.Window) switch
        {
            null => ConvolutionPhase.Depthwise(node.Window, from, to, second.Layout),
            { } packed when node.IsTransposed => ConvolutionPhase.Reverse(node.Window, packed, from, to, second.Layout),
            { } packed => ConvolutionPhase.Forward(node.Window, packed, from, to, second.Layout),
        };
        CodeLines code = new CodeLines().Line($"{product.Comment(to)}");
        Code epilogue = Epilogue.Forward(inRegisters ? activation : null, inRegisters && saved is not null, residual is not null);
        var call = new ConvolutionCall(phases, isDepthwise, Names.Pascal(node.Label) + "Shape");
        call.Add(
            code,
            product.Normalized(epilogue),
            new ParameterPiece(weight.Index),
            product.Bias,
            input,
            output,
            (second, residual is null ? Access.Write : Access.Read)
        );
        if (!inRegisters)
            ConvolutionCall.AddPass(code, Epilogue.Forward(activation, saved is not null), output, saved ?? output, Access.Write);
        if (activation is not null && !ZeroAtZero.Holds(activation.Definition.Value))
            code.ClearPadding(output);
        code.ClearBorder(output).ClearBorder(saved);
        builder.Add(
            new Step(node.Label, false, Domain.Samples, code.Lines)
            {
                Explanation = isDepthwise ? "7 pixels by one vector of channels" : Explanation(phases[0]),
                IsLargePerSample = true,
            }
        );
    }
}

/// <summary>What a convolution of the forward pass computes, before it is decided how.</summary>
internal sealed record ForwardConvolution(
    WindowProductNode Node,
    Value Input,
    ParameterPlan Weight,
    int BiasParameter,
    int Table,
    Followers Followers
)
{
    /// <summary>The name of the result.</summary>
    public string OutputName => Followers.Activation is null ? Names.Pascal(Node.Label) + "Sum" : Names.Output(Node.Label);

    /// <summary>What is added to each column, and whether it is.</summary>
    public Code Bias =>
        Biases.Place(Table, BiasParameter) is { } place
            ? (Code)$"in {place}, hasBias: true"
            : (Code)$"in {new LocalPiece("parameters")}[0], hasBias: false";

    /// <summary>The epilogue behind the normalisation that joined the convolution, if there is one.</summary>
    public Code Normalized(Code epilogue) =>
        Table < 0 ? epilogue : Epilogue.Normalized(MemoryLayout.Padded(ImageShape.Of(Node.Shape).Channels), epilogue);

    /// <summary>The comment above the calls.</summary>
    public string Comment(Layout output)
    {
        string formula = Formula.Of(
            Node.IsTransposed ? "W *' x" : "W * x",
            Table,
            BiasParameter,
            Followers.Activation,
            Followers.Residual is not null
        );
        return $"// {Node.Label}: {formula}; {Shapes.Change(Input.Layout, output)}, W {Weight.Shape}";
    }
}
