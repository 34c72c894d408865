using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Norms;

/// <summary>How channels lie, as kernels that treat each channel alone are told.</summary>
internal static class Channels
{
    public static Code Layout(Value value)
    {
        Planning.Layout layout = value.Layout;
        return $"new PixelLayout({layout.Stored}, Pixels: {layout.Shape.Width}, Lines: {layout.Shape.Height}, Line: {layout.Line}, "
            + $"Sample: {layout.Sample})";
    }
}
