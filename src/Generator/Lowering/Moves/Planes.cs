using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Moves;

/// <summary>Planes of channels, as people see an image, into pixels and back.</summary>
internal static class Planes
{
    /// <summary>The step that turns the planes of a row into pixels.</summary>
    public static Step ToPixels(string label, bool forInput, Value planes, Value pixels)
    {
        Layout layout = pixels.Layout;
        CodeLines code = new CodeLines()
            .Line($"// {label}: planes into pixels; {Size(layout)}")
            .Line(
                $"ImageCopy.FromPlanes(in {planes.Pixels(Access.Read)}, planesSample: {planes.Layout.Sample}, ref "
                    + $"{pixels.At(layout.Kept, Access.Write)}, imageSample: {layout.Sample - layout.Kept}, "
                    + $"first: {layout.First - layout.Kept}, lineStride: {layout.Line}, storedChannels: {layout.Stored}, "
                    + $"{Shapes.Arguments(layout)}, samples);"
            );
        return new Step(label, forInput, Domain.Samples, code.Lines);
    }

    /// <summary>The step that turns pixels into the planes of a row.</summary>
    public static Step Of(string label, bool forInput, Value pixels, Value planes)
    {
        Layout layout = pixels.Layout;
        CodeLines code = new CodeLines()
            .Line($"// {label}: pixels into planes; {Size(layout)}")
            .Line(
                $"ImageCopy.ToPlanes(in {pixels.Pixels(Access.Read)}, imageSample: {layout.Sample}, lineStride: {layout.Line}, "
                    + $"storedChannels: {layout.Stored}, ref {planes.Pixels(Access.Write)}, planesSample: {planes.Layout.Sample}, "
                    + $"{Shapes.Arguments(layout)}, samples);"
            );
        return new Step(label, forInput, Domain.Samples, code.Lines);
    }

    /// <summary>The step that turns the positions of a sequence into channels, and its channels into positions.</summary>
    public static Step Transposition(string label, bool forInput, Value sequence, Value turned)
    {
        CodeLines code = new CodeLines()
            .Line($"// {label}: steps into features; [{Shapes.List(sequence.Layout)}] -> [{Shapes.List(turned.Layout)}]")
            .Line($"MatrixProduct.Transpose(")
            .Indented($"in {sequence.Pixels(Access.Read)}, {Norms.Channels.Layout(sequence)},")
            .Indented(
                $"ref {turned.Pixels(Access.Write)}, {Norms.Channels.Layout(turned)}, columns: {sequence.Layout.Shape.Channels}, samples);"
            );
        return new Step(label, forInput, Domain.Samples, code.Lines);
    }

    private static string Size(Layout layout) =>
        $"{Text.Of(layout.Shape.Channels)} channels of {Text.Of(layout.Shape.Height)} x {Text.Of(layout.Shape.Width)}";
}
