using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Moves;

/// <summary>What keeps zeros where kernels expect them: around pixels, and in the channels that pad them.</summary>
internal static class Clearing
{
    /// <summary>Sets the border of an image to zero, when it has one.</summary>
    public static CodeLines ClearBorder(this CodeLines code, Value? image)
    {
        if (image?.Layout is { IsRow: false, IsBare: false, KeepsBorder: false } layout)
            code.Line(
                $"ImageBorder.Clear(ref {image.At(0, Access.Change)}, imageSample: {layout.Sample}, first: {layout.First}, "
                    + $"lineStride: {layout.Line}, lineLength: {layout.LineLength}, lines: {layout.Shape.Height}, samples);"
            );
        return code;
    }

    /// <summary>Sets the channels of padding to zero, when there are any.</summary>
    public static CodeLines ClearPadding(this CodeLines code, Value image)
    {
        Layout layout = image.Layout;
        if (!layout.IsRow && layout.Stored != layout.Shape.Channels)
            code.Line(
                $"ImageBorder.ClearLanes(ref {image.Pixels(Access.Change)}, imageSample: {layout.Sample}, lineStride: {layout.Line}, "
                    + $"storedChannels: {layout.Stored}, {Shapes.Arguments(layout)}, samples);"
            );
        return code;
    }
}
