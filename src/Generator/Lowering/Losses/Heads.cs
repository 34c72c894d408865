using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Losses;

/// <summary>What the losses of heads have in common.</summary>
internal static class Heads
{
    /// <summary>What comments call a loss.</summary>
    public static string Describe(TargetNode target) => target.Head.Name.Length == 0 ? "loss" : $"loss of {target.Head.Name}";

    /// <summary>The argument of a kernel for the smoothing of labels; nothing without.</summary>
    public static string Smoothing(double smoothing) => smoothing == 0 ? string.Empty : $", smoothing: {Text.Of(smoothing)}";

    /// <summary>What comments say of it.</summary>
    public static string DescribeSmoothing(double smoothing) =>
        smoothing == 0 ? string.Empty : $"; y is smoothed by {Expressions.FloatLiteral.Digits(smoothing)}";

    /// <summary>Adds the call for targets that are values or, where the only loss of a model may have those, whole numbers.</summary>
    public static CodeLines OfTargets(this CodeLines code, TargetNode target, Code ofValues, Code ofClasses) =>
        target.Head.Name.Length > 0
            ? code.Line(ofValues)
            : code.Line($"if ({new LocalPiece("classes")}.IsEmpty)").Indented(ofValues).Line($"else").Indented(ofClasses);
}
