using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering;

/// <summary>Shapes as comments and calls spell them.</summary>
internal static class Shapes
{
    /// <summary>Channels, height and width.</summary>
    public static string List(Layout layout) =>
        $"{Text.Of(layout.Shape.Channels)}, {Text.Of(layout.Shape.Height)}, {Text.Of(layout.Shape.Width)}";

    /// <summary>Channels, height and width, as arguments of a kernel.</summary>
    public static string Arguments(Layout layout) =>
        $"channels: {Text.Of(layout.Shape.Channels)}, lines: {Text.Of(layout.Shape.Height)}, pixels: {Text.Of(layout.Shape.Width)}";

    /// <summary>What a step makes of what.</summary>
    public static string Change(Layout from, Layout to) => $"[{List(from)}] -> [{List(to)}]";
}
