using System.Globalization;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints what the losses of a batch are means of, and how they add up.</summary>
internal sealed class LossMeans(TrainingPlan training)
{
    private EquatableArray<HeadPlan> Heads => training.Heads;

    /// <summary>Prints the factors of the means, and sums that are nothing yet.</summary>
    public void Begin(CodeWriter code)
    {
        Factors(code);
        code.Line(
            training.HasSeveralLosses
                ? $"double {string.Join(", ", Heads.Select(head => Local(head, "Loss") + " = 0"))};"
                : "double loss = 0;"
        );
    }

    /// <summary>Prints the factors of the means.</summary>
    public void Factors(CodeWriter code)
    {
        if (!training.HasSeveralLosses)
        {
            HeadPlan only = Heads[0];
            string note = only.ScaleOutputs == 0 ? " // a sum" : string.Empty;
            code.Line($"double mean = {(Total(only) is { } total ? $"{Weight(only)} / {total}" : Weight(only))};{note}");
            return;
        }

        foreach (HeadPlan head in Heads)
            code.Line($"double {Local(head, "Mean")} = {(Total(head) is { } total ? $"1.0 / {total};" : "1.0; // a sum")}");
        IEnumerable<string> scales = Heads.Select(head =>
            head.Weight == 1 ? $"(float){Local(head, "Mean")}" : $"(float)({Weight(head)} * {Local(head, "Mean")})"
        );
        code.Line($"ReadOnlySpan<float> scales = [{string.Join(", ", scales)}]; // by weight");
    }

    /// <summary>Prints the addition of the losses of some samples.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="losses">Where those of the head of a name lie.</param>
    public void Add(CodeWriter code, Func<string, string> losses)
    {
        foreach (HeadPlan head in Heads)
            code.Line($"{Local(head, "Loss")} += Rows.Sum({losses(head.Name)});");
    }

    /// <summary>Prints the end of a method that returns the loss.</summary>
    public void Return(CodeWriter code)
    {
        if (!training.HasSeveralLosses)
        {
            code.Line("return (float)(loss * mean);");
            return;
        }

        code.Line("return WeightedLoss.OfHeads(");
        code.Indented($"[{string.Join(", ", Heads.Select(head => $"{Local(head, "Loss")} * {Local(head, "Mean")}"))}],");
        code.Indented($"[{string.Join(", ", Heads.Select(Weight))}],");
        code.Indented("headLosses");
        code.Line(");");
    }

    // What the sum of a head's losses is divided by; null for a sum.
    private string? Total(HeadPlan head) =>
        head.HasClassTargets && training.HasSeveralLosses
            ? $"SampleWeights.Targets(weights, targets, TargetSize, {Text.Of(head.TargetStart)}, {Text.Of(head.TargetSize)})"
        : head.HasClassTargets ? $"SampleWeights.Targets(weights, targets, classes, {Text.Of(head.TargetSize)})"
        : head.CountedFeatures > 0
            ? $"(SampleWeights.Steps(weights, inputs, InputSize, targets, targetSize: {Text.Of(training.TargetSize)}, "
                + $"start: {Text.Of(head.TargetStart)}, features: {Text.Of(head.CountedFeatures)}) * {Text.Of(head.CountedFeatures)})"
        : head.ScaleOutputs == 0 ? null
        : head.ScaleOutputs == 1 ? Samples(head)
        : $"({Samples(head)} * {Text.Of(head.ScaleOutputs)})";

    private string Samples(HeadPlan head) =>
        head.MayMissTargets ? $"SampleWeights.Present(weights, targets, {Targets(head)})" : "SampleWeights.Total(weights, samples)";

    private string Targets(HeadPlan head) =>
        training.HasSeveralLosses
            ? $"TargetSize, start: {Text.Of(head.TargetStart)}, count: {Text.Of(head.TargetSize)}"
            : $"targetSize: {Text.Of(head.TargetSize)}";

    /// <summary>The weight of a head as C#.</summary>
    public static string Weight(HeadPlan head) => Weight(head.Weight);

    /// <summary>A weight as C#.</summary>
    public static string Weight(double weight)
    {
        string text = weight.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) >= 0 ? text : text + ".0";
    }

    private static string Local(HeadPlan head, string what) =>
        head.Name.Length == 0 ? what.ToLowerInvariant() : Names.Local(Names.Pascal(head.Name)) + what;
}
