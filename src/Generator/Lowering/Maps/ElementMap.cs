using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Maps;

/// <summary>
/// Functions of one element of each operand: where an operand lies as pixels, on the pixels, so that nothing is turned into planes and
/// back, and in place where nobody needs an operand any more; else on rows.
/// </summary>
internal static class ElementMap
{
    /// <summary>Plans a map.</summary>
    public static void Lower(ScheduleBuilder builder, int index, MapNode node)
    {
        string name = index < builder.Graph.ForwardCount ? Names.Output(node.Label) : Names.Pascal(node.Label) + "Delta";
        Lower(builder, index, new ElementFunction(node.Value, node.Variables), node.Operands, name);
    }

    /// <summary>Plans the gradient of an activation that has not joined another step.</summary>
    public static void LowerGradient(ScheduleBuilder builder, int index, ActivationGradientNode node)
    {
        ActivationDefinition definition = node.Activation.Definition;
        bool readsSaved = definition.SavedValue != DerivativeInput.None;
        string upstream = Variables.Upstream.Name,
            saved = definition.SavedVariable.Name;
        var function = new ElementFunction(definition.Gradient, new(readsSaved ? [upstream, saved] : [upstream]));
        Lower(builder, index, function, node.Operands.Take(readsSaved ? 2 : 1).ToEquatableArray(), Names.Pascal(node.Label) + "Delta");
    }

    /// <summary>The step that maps rows.</summary>
    public static Step OfRows(string label, bool forInput, ElementFunction function, IReadOnlyList<Value> inputs, Value output)
    {
        Layout layout = output.Layout;
        int width = layout.Shape.Channels;
        CodeLines code = new CodeLines().Line($"// {label}: {function.Value.ToString()}; {width} elements");
        if (function.IsWide)
            Wide(code, function, inputs, output);
        else
        {
            Code operands = $"";
            foreach ((Value input, string name) in Named(function, inputs))
                operands.AppendFormatted((Code)$"in {input.Pixels(Access.Read)}, stride{name}: {input.Layout.Sample}, ");
            code.Line($"ElementMap.Run<{new VectorPiece(layout.Sample)}, {function.Type}>(")
                .Indented($"{operands}ref {output.Pixels(Access.Write)}, strideY: {layout.Sample}, samples, count: {width});");
        }

        return new Step(label, forInput, Domain.Samples, code.Lines) { Explanation = "element by element" };
    }

    /// <summary>The step that copies pixels.</summary>
    public static Step CopyOfPixels(string label, bool forInput, Value input, Value output) =>
        OfPixels(label, forInput, new ElementFunction(new Variable("x"), new(["x"])), [input], output);

    private static void Lower(ScheduleBuilder builder, int index, ElementFunction function, EquatableArray<int> operands, string name)
    {
        bool forInput = builder.IsForInput(index);
        string label = builder.Graph.Nodes[index].Label;
        bool isByChannel = operands.Any(operand => builder.Values.IsRepeatedForPixels(operand, index));
        if (!isByChannel && !Pixels.AreWanted(builder, operands))
        {
            Value[] rows = operands.Select(builder.Values.Row).ToArray();
            builder.Add(OfRows(label, forInput, function, rows, builder.Values.WriteRow(index, name, forInput)));
            return;
        }

        Value[] inputs = operands
            .Select(operand =>
                builder.Values.IsRepeatedForPixels(operand, index) ? builder.Values.Row(operand) : builder.Values.Pixels(operand, forInput)
            )
            .ToArray();
        IReadOnlyList<Value> own = inputs.Where(input => !input.Layout.IsRow).ToList();
        Value output = builder.Values.OverwritePixels(index, own, forInput) ?? builder.Values.WritePixels(index, name, forInput);
        builder.Add(OfPixels(label, forInput, function, inputs, output));
        builder.Values.HandOut(index);
    }

    private static Step OfPixels(string label, bool forInput, ElementFunction function, IReadOnlyList<Value> inputs, Value output)
    {
        Layout layout = output.Layout;
        bool isByChannel = inputs.Any(input => input.Layout.IsRow);
        CodeLines code = new CodeLines().Line($"// {label}: {function.Value.ToString()}; [{Shapes.List(layout)}]");
        if (function.IsWide && isByChannel)
            throw new InvalidOperationException(
                $"{label}: a map with parameters of channels has at most {ElementFunction.FewOperands} operands."
            );
        if (function.IsWide)
            Wide(code, function, inputs, output);
        else
        {
            Code operands = $"";
            foreach ((Value input, string name) in Named(function, inputs))
                operands.AppendFormatted((Code)$"in {input.Pixels(Access.Read)}, {Walk(input, name, layout, isByChannel)}, ");
            code.Line($"{(isByChannel ? "PositionMap" : "ImageMap")}.Run<{new VectorPiece(layout.Stored)}, {function.Type}>(")
                .Indented(Code.Trimmed(operands))
                .Indented(
                    $"ref {output.Pixels(Access.Write)}, {Walk(output, "Y", layout, isByChannel)}, {Extent(layout, isByChannel)}samples);"
                );
        }

        if (!ZeroAtZero.Holds(function.Value))
            code.ClearPadding(output);
        if (inputs.All(input => input.Buffer != output.Buffer))
            code.ClearBorder(output);
        return new Step(label, forInput, Domain.Samples, code.Lines) { Explanation = "element by element" };
    }

    private static Code Extent(Layout layout, bool isByChannel) =>
        isByChannel ? (Code)$"" : (Code)$"lineLength: {layout.LineLength}, lines: {layout.Shape.Height}, ";

    // How a kernel gets from one pixel, line and sample to the next; a parameter of one value for each channel stays where it is.
    private static Code Walk(Value value, string name, Layout layout, bool isByChannel) =>
        !isByChannel ? (Code)$"line{name}: {value.Layout.Line}, sample{name}: {value.Layout.Sample}"
        : value.Layout.IsRow ? (Code)$"new PixelLayout(0, {layout.Shape.Width}, {layout.Shape.Height}, 0, 0)"
        : Norms.Channels.Layout(value);

    // One kernel for rows and pixels: a row is a line, and what pads it becomes zero.
    private static void Wide(CodeLines code, ElementFunction function, IReadOnlyList<Value> inputs, Value output)
    {
        Layout layout = output.Layout;
        int length = layout.IsRow ? layout.Shape.Channels : layout.LineLength,
            zeros = layout.IsRow ? layout.Sample - length : 0;
        code.Line($"WideMap.Run<{new VectorPiece(layout.IsRow ? layout.Sample : layout.Stored)}, {function.Type}>(");
        foreach (Value input in Padded(function, inputs))
            code.Indented($"new MapOperand(in {input.Pixels(Access.Read)}, line: {input.Layout.Line}, sample: {input.Layout.Sample}),");
        code.Indented(
            $"ref {output.Pixels(Access.Write)}, lineY: {layout.Line}, sampleY: {layout.Sample}, length: {length}, zeros: {zeros}, lines: "
                + $"{layout.Shape.Height}, samples);"
        );
    }

    // The operands of a kernel are called a, b and c.
    private static IEnumerable<(Value Value, string Name)> Named(ElementFunction function, IReadOnlyList<Value> inputs) =>
        Padded(function, inputs).Zip(["A", "B", "C"], (value, name) => (value, name));

    private static IEnumerable<Value> Padded(ElementFunction function, IReadOnlyList<Value> inputs) =>
        Enumerable.Range(0, function.Operands).Select(position => inputs[position < inputs.Count ? position : 0]);
}
