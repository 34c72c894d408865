using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints what a pass reads and writes: the whole batch, or its <c>count</c> samples from <c>first</c> on.</summary>
internal static class BatchMemoryEmitter
{
    /// <summary>For a part of a prediction.</summary>
    public static void Prediction(CodeWriter code, ModelPlan plan) =>
        Write(
            code,
            [
                "Inputs = inputs.Slice(first * InputSize, count * InputSize)",
                "Outputs = outputs.Slice(first * OutputSize, count * OutputSize)",
                "Parameters = parameters",
                "Workspace = workspace",
                "Samples = count",
                .. States(plan, isWhole: false),
            ]
        );

    /// <summary>For a loss.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="plan">The model.</param>
    /// <param name="training">The pass.</param>
    /// <param name="isWhole">Whether the pass is over the whole batch.</param>
    /// <param name="withGradient">Whether it computes the gradient too.</param>
    /// <param name="withNoise">Whether layers of noise act in it.</param>
    public static void Loss(CodeWriter code, ModelPlan plan, TrainingPlan training, bool isWhole, bool withGradient, bool withNoise)
    {
        string targets = TargetSize(plan, training),
            classes = training.TargetSize > 1 && training.HasClassTargets ? $"first * {targets}, count * {targets}" : "first, count";
        List<string> members =
        [
            Inputs(isWhole),
            isWhole ? "Targets = targets" : $"Targets = targets.IsEmpty ? targets : {Part("targets", targets)}",
            isWhole ? "Classes = classes" : $"Classes = classes.IsEmpty ? classes : classes.Slice({classes})",
            isWhole ? "Weights = weights" : "Weights = weights.IsEmpty ? weights : weights.Slice(first, count)",
            "Parameters = parameters",
            "Workspace = workspace",
            Samples(isWhole),
            Scale(training),
            .. States(plan, isWhole),
            .. withGradient ? Gradient(isWhole) : [],
        ];
        if (withNoise)
            members.Add(Noise(isWhole));
        Write(code, members);
    }

    /// <summary>For the backward pass of a gradient that began before.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="plan">The model.</param>
    /// <param name="training">The pass.</param>
    /// <param name="isWhole">Whether the pass is over the whole batch.</param>
    public static void Backward(CodeWriter code, ModelPlan plan, TrainingPlan training, bool isWhole)
    {
        List<string> members =
        [
            Inputs(isWhole),
            isWhole ? "Targets = outputGradients" : $"Targets = {Part("outputGradients", TargetSize(plan, training))}",
            "Parameters = parameters",
            "Workspace = workspace",
            Samples(isWhole),
            Scale(training),
            .. Gradient(isWhole),
        ];
        if (plan.HasNoise)
            members.Add(Noise(isWhole));
        Write(code, members);
    }

    /// <summary>For the forward pass of a gradient that goes on later.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="plan">The model.</param>
    /// <param name="isWhole">Whether the pass is over the whole batch.</param>
    public static void Forward(CodeWriter code, ModelPlan plan, bool isWhole)
    {
        List<string> members = [Inputs(isWhole), "Parameters = parameters", "Workspace = workspace", Samples(isWhole)];
        if (plan.HasNoise)
            members.Add(Noise(isWhole));
        Write(code, members);
    }

    /// <summary>For one of a thread's samples, which takes the place of its first one in the workspace.</summary>
    public static void Sample(CodeWriter code) =>
        Write(
            code,
            [
                "Inputs = batch.Inputs[(sample * InputSize)..]",
                "Outputs = batch.Outputs[(sample * OutputSize)..]",
                "Parameters = batch.Parameters",
                "Workspace = batch.Workspace",
                "Samples = batch.Samples",
            ],
            "one"
        );

    private static string Part(string span, string size) => $"{span}.Slice(first * {size}, count * {size})";

    private static string TargetSize(ModelPlan plan, TrainingPlan training) =>
        training.HasSeveralLosses ? "TargetSize"
        : training.TargetSize != plan.OutputShape.Size ? Text.Of(training.TargetSize)
        : "OutputSize";

    private static string Scale(TrainingPlan training) => training.HasSeveralLosses ? "Scales = scales" : "Scale = (float)mean";

    private static string[] Gradient(bool isWhole) =>
        ["Gradient = gradient", .. isWhole ? [] : new[] { "Accumulate = first > 0" }, "WithInputGradient = !inputGradient.IsEmpty"];

    private static string Inputs(bool isWhole) => "Inputs = " + (isWhole ? "inputs" : Part("inputs", "InputSize"));

    private static string Samples(bool isWhole) => isWhole ? "Samples = samples" : "Samples = count";

    private static string Noise(bool isWhole) => "WithNoise = true, RandomState = randomState" + (isWhole ? "" : ", FirstSample = first");

    private static string[] States(ModelPlan plan, bool isWhole) =>
        plan.StateSize == 0 ? []
        : isWhole ? ["States = states"]
        : [$"States = states.IsEmpty ? states : states.Slice(first * {Text.Of(plan.StateSize)}, count * {Text.Of(plan.StateSize)})"];

    private static void Write(CodeWriter code, IEnumerable<string> members, string name = "batch")
    {
        code.Line($"var {name} = new BatchMemory");
        code.Line("{");
        foreach (string member in members)
            code.Indented(member + ",");
        code.Line("};");
    }
}
