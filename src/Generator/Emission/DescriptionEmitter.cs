using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the description of a model: names, shapes, sizes, summary.</summary>
internal static class DescriptionEmitter
{
    /// <summary>The batch for which a workspace that grows with it is described.</summary>
    private const int WholeSamples = 32;

    private const int SentenceWidth = CodeWriter.LineLength - 20;

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        code.Line("/// <summary>Describes the model.</summary>");
        code.Line("public static ModelDescription Describe() => new()");
        code.Line("{");
        code.Indented($"Name = {Text.Quoted(plan.Model.Name.TrimStart('@'))},");
        code.Indented("InputSize = InputSize,");
        code.Indented("OutputSize = OutputSize,");
        code.Indented($"InputShape = [{Join(plan.InputShape.Dimensions)}],");
        if (plan.InputShape.IsOfTokens)
            code.Indented($"Vocabulary = {Text.Of(plan.InputShape.Vocabulary)},");
        if (plan.InputShape is { IsSequence: true, IsOfTokens: false })
            code.Indented("IsSequence = true,");
        if (plan.Model.HasLengths)
            code.Indented("HasLengths = true,");
        code.Indented($"OutputShape = [{Join(plan.OutputShape.Dimensions)}],");
        if (plan.Training is { } targets && (targets.HasClassTargets || targets.TargetSize != plan.OutputShape.Size))
            code.Indented($"TargetSize = {Text.Of(targets.TargetSize)},");
        if (plan.Training is { HasClassTargets: true } classes && classes.Heads[0].ClassStride != 1)
            code.Indented($"ClassStride = {Text.Of(classes.Heads[0].ClassStride)},");
        if (plan.Training is { HasSeveralLosses: false } only && only.Heads[0].Labels is { } labels)
            code.Indented($"Blank = {Text.Of(labels.Blank)},");
        Parts(code, plan);

        code.Indented($"ParameterCount = {Text.Of(plan.ParameterCount)},");
        code.Indented($"ParameterBufferLength = {Text.Of(plan.ParameterBufferLength)},");
        if (plan.TrainableLength < plan.ParameterBufferLength)
            code.Indented($"TrainableBufferLength = {Text.Of(plan.TrainableLength)},");
        if (plan.StatisticsStart < plan.ParameterBufferLength)
            code.Indented($"StatisticsBufferLength = {Text.Of(plan.ParameterBufferLength - plan.StatisticsStart)},");
        if (plan.Training is { LeastSamples: > 1 } training)
            code.Indented($"LeastGradientSamples = {Text.Of(training.LeastSamples)},");
        code.Indented($"WorkspaceBytes = {Text.Of(WorkspaceBytes(plan))},");
        string loss =
            plan.Model.HasSeveralLosses ? "global::ModelCompiler.Loss." + LossSpec.Custom
            : plan.Model.Loss is { } declared ? "global::ModelCompiler.Loss." + declared.Kind
            : "null";
        code.Indented($"Loss = {loss},");
        Sentence(code, "Architecture", Architecture(plan));
        Sentence(code, "Memory", SummaryText.Memory(plan));
        code.Indented("Layers =");
        code.Indented("[");
        foreach (LayerPlan layer in plan.Layers)
            code.Indented(
                $"    new({Text.Quoted(layer.Name)}, {Text.Quoted(layer.Kind)}, {Text.Quoted(layer.OutputShape.ToString())}, "
                    + $"{Text.Of(layer.ParameterCount)}, {Text.Of(layer.ForwardFlops)}, {Text.Quoted(layer.Form)}),"
            );
        code.Indented("],");
        code.Indented("Parameters =");
        code.Indented("[");
        foreach (ParameterPlan parameter in plan.Parameters)
            code.Indented(
                $"    new({Text.Of(parameter.Index)}, {Text.Quoted(parameter.Name)}, [{Join(parameter.Shape.Dimensions)}], "
                    + $"{Text.Of(parameter.Offset)}, new({Text.Of(parameter.Rows)}, {Text.Of(parameter.Columns)}, "
                    + $"{Text.Of(parameter.PaddedRows)}){Packing(parameter.Packing)}"
                    + $"{Start(parameter.Initialization)}){(parameter.IsStatistic ? " { IsStatistic = true }" : string.Empty)},"
            );
        code.Indented("],");
        code.Line("};");
    }

    private static void Parts(CodeWriter code, ModelPlan plan)
    {
        int start = 0;
        if (plan.Model.Inputs.Count > 0)
        {
            code.Indented("Inputs =");
            code.Indented("[");
            foreach (InputSpec input in plan.Model.Inputs)
            {
                string meaning =
                    input.Shape.IsOfTokens ? $" {{ Vocabulary = {Text.Of(input.Shape.Vocabulary)} }}"
                    : input.Shape.IsSequence ? " { IsSequence = true }"
                    : string.Empty;
                code.Indented($"    new({Text.Quoted(input.Name)}, [{Join(input.Shape.Dimensions)}], {Text.Of(start)}){meaning},");
                start += input.Shape.Size;
            }

            code.Indented("],");
        }

        if (plan.Outputs.Count == 0)
            return;
        start = 0;
        code.Indented("Outputs =");
        code.Indented("[");
        foreach (OutputPlan output in plan.Outputs)
        {
            string loss = output.Loss is { } head
                ? $" {{ Loss = global::ModelCompiler.Loss.{output.LossKind}, Weight = {LossMeans.Weight(head)}, "
                    + $"TargetStart = {Text.Of(head.TargetStart)}, TargetSize = {Text.Of(head.TargetSize)}"
                    + $"{(head.ClassStride == 1 ? string.Empty : $", ClassStride = {Text.Of(head.ClassStride)}")}"
                    + $"{(head.Labels is { } labels ? $", Blank = {Text.Of(labels.Blank)}" : string.Empty)} }}"
                : string.Empty;
            code.Indented($"    new({Text.Quoted(output.Name)}, [{Join(output.Shape.Dimensions)}], {Text.Of(start)}){loss},");
            start += output.Shape.Size;
        }

        code.Indented("],");
    }

    // A text of any length, as much of it on a line as that holds.
    private static void Sentence(CodeWriter code, string member, string text)
    {
        string quoted = Text.Quoted(text);
        string rest = quoted.Substring(1, quoted.Length - 2);
        code.Indented($"{member} =");
        while (rest.Length > SentenceWidth && rest.LastIndexOf(' ', SentenceWidth) is > 0 and int space)
        {
            code.Indented($"    \"{rest.Substring(0, space + 1)}\" +");
            rest = rest.Substring(space + 1);
        }

        code.Indented($"    \"{rest}\",");
    }

    private static long WorkspaceBytes(ModelPlan plan) =>
        sizeof(float)
        * (
            plan.Training is { Schedule: { IsWhole: true } whole }
                ? whole.FixedLength + ((long)WholeSamples * whole.Length)
                : plan.Training?.Schedule.Length ?? plan.Prediction.Length
        );

    // Zeros are what a parameter starts from unless told otherwise.
    private static string Start(Graph.Initialization start) =>
        start.Kind == "Zeros" && start.Rows.Count == 0
            ? string.Empty
            : $", new(Initializer.{start.Kind}, {Text.Of(start.Value)}, {Text.Of(start.FanIn)}, {Text.Of(start.FanOut)}){Rows(start.Rows)}";

    private static string Rows(Graph.ConstantRows rows) =>
        rows.Count == 0 ? string.Empty : $" {{ Rows = new({Text.Of(rows.First)}, {Text.Of(rows.Count)}, {Text.Of(rows.Value)}) }}";

    // What decides whether parameters fit and mean the same: shapes, layers with what was said of them, and the loss.
    private static string Architecture(ModelPlan plan)
    {
        IEnumerable<string> layers = plan.Model.Layers.Select(layer =>
        {
            IEnumerable<LayerArgument> arguments = layer
                .Arguments.Where(Matters)
                .OrderBy(argument => argument.Name, StringComparer.Ordinal);
            string function = layer.Function is { } own ? $" = {own.Value}" : string.Empty;
            return $"{layer.Kind} {layer.Name}({string.Join(", ", arguments.Select(Describe))}{function}){Inputs(plan, layer)}";
        });
        string loss = plan.Model.HasSeveralLosses
            ? string.Join(
                " + ",
                plan.Model.TrainedHeads.Select(head => $"{LossMeans.Weight(head.Weight)} {Describe(head.Loss)} of {head.Name}")
            )
            : Describe(plan.Model.Loss);
        string vocabulary = plan.InputShape.IsOfTokens ? $" of {Text.Of(plan.InputShape.Vocabulary)} tokens" : string.Empty;
        string lengths = plan.Model.HasLengths ? " with lengths" : string.Empty;
        return $"input {plan.InputShape}{vocabulary}{lengths}; {string.Join("; ", layers)}; loss {loss}";
    }

    private static string Describe(LossSpec? loss) =>
        loss is null ? "none" : loss.Name + Numbers(loss) + (loss.Function is { } own ? $" = {own.Value}" : string.Empty);

    // Those that the loss takes, most of them also where they are the default.
    private static string Numbers(LossSpec loss)
    {
        List<string> said = Expressions
            .LossCatalogue.Numbers(loss.Kind)
            .Select(number => (number, Value: loss.Number(number.Name) ?? number.Otherwise))
            .Where(pair => !(pair.number.IsUnsaidByDefault && pair.Value == pair.number.Otherwise))
            .Select(pair => Text.Of(pair.Value))
            .ToList();
        return said.Count == 0 ? string.Empty : $"({string.Join(", ", said)})";
    }

    private static string Packing(ConvolutionPacking? packing) =>
        packing is null
            ? string.Empty
            : $" {{ Taps = {Text.Of(packing.Taps)}, StoredChannels = {Text.Of(packing.StoredChannels)}, Groups = "
                + $"{Text.Of(packing.Groups)}"
                + $"{(packing.AreGroupsApart ? ", AreGroupsApart = true" : string.Empty)}"
                + $"{(packing.IsTransposed ? ", IsTransposed = true" : string.Empty)} }}";

    // Only where it is not the layer above.
    private static string Inputs(ModelPlan plan, LayerSpec layer)
    {
        int position = plan.Model.Layers.ToList().IndexOf(layer);
        string above = position == 0 ? LayerInputs.ModelInput : plan.Model.Layers[position - 1].Name;
        return layer.Inputs.Count == 1 && layer.Inputs[0] == above ? string.Empty : " of " + string.Join(", ", layer.Inputs);
    }

    private static bool Matters(LayerArgument argument) =>
        argument.Name is not (LayerInputs.From or LayerInputs.First or LayerInputs.Others or LayerInputs.Keys)
        && !argument.Name.Contains("Initializer");

    private static string Describe(LayerArgument argument) =>
        argument.Name
        + "="
        + (argument.Text ?? (argument.Numbers.Count > 0 ? Join(argument.Numbers) : Expressions.FloatLiteral.Digits(argument.Number)));

    private static string Join(IEnumerable<int> values) => string.Join(", ", values.Select(Text.Of));
}
