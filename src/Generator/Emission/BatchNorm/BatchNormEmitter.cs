using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints normalisations over a batch or with running statistics, and their gradients.</summary>
internal sealed class BatchNormEmitter(ModelPlan plan, ActivationEmitter activations)
{
    /// <summary>Prints a step that treats samples alone, or blocks of samples.</summary>
    public void Write(CodeWriter code, Schedule schedule, string memory, Step step)
    {
        switch (step)
        {
            case BatchStatisticsStep statistics:
                code.Line($"// {step.Label}: mean and sum of squares of each channel, for each 8 samples");
                code.Line($"BatchStatistics.Part<{StepEmitter.Vector(statistics.Stored)}>(in {Origin(schedule, memory, statistics.Input)}, in {Place(schedule, memory, statistics.Input)}, {Layout(statistics.Input)}, ref {Partials(schedule, memory, statistics.Partials)}, samples);");
                break;
            case ChannelMapStep map:
                Map(code, schedule, memory, map);
                break;
            case BatchNormSumsStep sums:
                code.Line($"// {step.Label}: sum(d) and sum(d (x - mean)) of each channel, for each 8 samples");
                code.Line($"BatchNormGradient.Part<{StepEmitter.Vector(sums.Stored)}>(");
                code.Indented($"in {Place(schedule, memory, sums.Delta)}, {Layout(sums.Delta)}, in {Place(schedule, memory, sums.Input)}, {Layout(sums.Input)}, in {Table(schedule, memory, sums.Table)}, ref {Partials(schedule, memory, sums.Partials)}, samples);");
                break;
            case BatchNormGradientStep gradient:
                Gradient(code, schedule, memory, gradient);
                break;
        }
    }

    /// <summary>Prints what one thread does at the end of a phase.</summary>
    public void Boundary(CodeWriter code, Schedule schedule, string memory, Step step)
    {
        if (step is CombineStatisticsStep statistics)
        {
            TablePlan table = schedule.Tables[statistics.Table];
            BatchNormNode node = statistics.Node;
            code.Line($"// {step.Label}: mean and variance of {Text.Of(node.Shape.Dimensions[0])} channels over the batch");
            code.Line($"BatchStatistics.Combine<{StepEmitter.Vector(table.Columns)}>(");
            code.Indented($"in {Origin(schedule, memory, statistics.Input)}, workspace[{schedule.Place(memory, statistics.Partials)}..], batch.Samples, {Text.Of(node.PixelCount)}, workspace[{memory}.{table.Name}..], {Text.Of(table.Columns)}, {Affine(node)}, epsilon: {Text.Of(node.Epsilon)});");
        }
        else if (step is CombineSumsStep sums)
        {
            TablePlan table = schedule.Tables[sums.Table];
            BatchNormNode node = sums.Node;
            string affine = node.IsAffine ? $"gradient[{Parameter(node.Operands[3])}..], gradient[{Parameter(node.Operands[4])}..]" : "default, default";
            code.Line($"// {step.Label}: {(node.IsAffine ? "dw = sum(d h), db = sum(d)" : "sum(d h) and sum(d)")} over the batch, h = (x - mean) / sqrt(variance + epsilon)");
            code.Line($"BatchNormGradient.Combine<{StepEmitter.Vector(table.Columns)}>(");
            code.Indented($"workspace[{schedule.Place(memory, sums.Partials)}..], batch.Samples, {Text.Of(node.PixelCount)}, workspace[{memory}.{table.Name}..], {Text.Of(table.Columns)}, {affine});");
        }
    }

    /// <summary>Prints the tables that come from running statistics, once for each call.</summary>
    public void RunningTables(CodeWriter code, Schedule schedule, string memory)
    {
        foreach (TablePlan table in schedule.Tables.Where(table => table.IsRunning))
        {
            BatchNormNode node = table.Source;
            string before = table.Bias < 0 ? string.Empty : $", before: parameters[{MemoryEmitter.Parameter(plan.Parameters[table.Bias])}..]";
            code.Line($"ChannelTable.OfRunning<{StepEmitter.Vector(table.Columns)}>(workspace[{memory}.{table.Name}..], {Text.Of(table.Columns)}, parameters[{Parameter(node.Operands[1])}..], parameters[{Parameter(node.Operands[2])}..], {Affine(node)}, epsilon: {Text.Of(node.Epsilon)}{before});");
        }
    }

    /// <summary>Prints how the running statistics follow a batch.</summary>
    public void Follow(CodeWriter code, Schedule schedule, string memory)
    {
        foreach (TablePlan table in schedule.Tables.Where(table => !table.IsRunning))
        {
            BatchNormNode node = table.Source;
            string channels = Text.Of(node.Shape.Dimensions[0]);
            code.Line($"BatchStatistics.Follow(workspace[{memory}.{table.Name}..], {Text.Of(table.Columns)}, parameters.Slice({Parameter(node.Operands[1])}, {channels}), parameters.Slice({Parameter(node.Operands[2])}, {channels}), momentum: {Text.Of(node.Momentum)});");
        }
    }

    private void Map(CodeWriter code, Schedule schedule, string memory, ChannelMapStep step)
    {
        string added = step.Residual is null ? string.Empty : " + r";
        string formula = step.IsGradient
            ? step.Activation is null ? "dx = d factor" : $"d = (d factor) {step.Activation.Name}'"
            : step.Activation is null ? "y = (x - mean) factor + bias" + added : $"y = {step.Activation.Name}((x - mean) factor + bias{added})";
        code.Line($"// {step.Label}: {formula}, factor = weight / sqrt(variance + epsilon)");
        code.Line($"ChannelMap.Run<{StepEmitter.Vector(step.Stored)}, {Epilogue(step.Activation, step.IsGradient, step.Saved is not null, step.Residual is not null)}>(");
        code.Indented($"in {Place(schedule, memory, step.Input)}, {Layout(step.Input)}, in {Table(schedule, memory, step.Table, step.IsGradient ? ChannelTables.GradientRow : 0)},");
        code.Indented($"{Results(schedule, memory, step.Output, step.Saved ?? step.Residual)}, samples);");
        if (step.Activation is { } activation && !step.IsGradient && step.Output.Image is { } image && !ImageStepEmitter.KeepsZero(activation.Name))
            ImageStepEmitter.ClearLanes(code, new ImagePlace(schedule, memory), image);
        if (step.Output.Buffer != step.Input.Buffer)
            ClearBorder(code, schedule, memory, step.Output);
        if (!step.IsGradient)
            ClearBorder(code, schedule, memory, step.Saved);
    }

    private void Gradient(CodeWriter code, Schedule schedule, string memory, BatchNormGradientStep step)
    {
        code.Line($"// {step.Label}: dx = factor (d - mean(d) - h mean(d h)){(step.Activation is null ? string.Empty : ", through " + step.Activation.Name)}");
        code.Line($"BatchNormGradient.Run<{StepEmitter.Vector(step.Stored)}, {Epilogue(step.Activation, isGradient: true, hasSaved: true, hasResidual: false)}>(");
        code.Indented($"in {Place(schedule, memory, step.Delta)}, {Layout(step.Delta)}, in {Place(schedule, memory, step.Input)}, {Layout(step.Input)}, in {Table(schedule, memory, step.Table)},");
        code.Indented($"{Results(schedule, memory, step.Output, step.Saved)}, samples);");
        ClearBorder(code, schedule, memory, step.Output);
    }

    private string Epilogue(NamedActivation? activation, bool isGradient, bool hasSaved, bool hasResidual) => activation is null
        ? hasResidual ? "AddSaved" : "StoreSum"
        : $"{(isGradient ? "Backpropagate" : hasResidual ? "AddSavedActivate" : hasSaved ? "ActivateKeepingSum" : "Activate")}<{activations.Name(activation)}>";

    private static string Results(Schedule schedule, string memory, ChannelView output, ChannelView? saved) =>
        $"ref {Place(schedule, memory, output)}, {Layout(output)}, ref {Place(schedule, memory, saved ?? output)}, {Layout(saved ?? output)}";

    private static void ClearBorder(CodeWriter code, Schedule schedule, string memory, ChannelView? view)
    {
        if (view?.Image is { } image)
            ImageStepEmitter.ClearBorder(code, new ImagePlace(schedule, memory), image);
    }

    private static string Place(Schedule schedule, string memory, ChannelView view) =>
        $"workspace[{schedule.Place(memory, view.Buffer)} + (start * {Text.Of(schedule.Buffers[view.Buffer].Stride)}){(view.First == 0 ? string.Empty : " + " + Text.Of(view.First))}]";

    /// <summary>The first pixel of the batch.</summary>
    private static string Origin(Schedule schedule, string memory, ChannelView view) =>
        $"workspace[{schedule.Place(memory, view.Buffer)}{(view.First == 0 ? string.Empty : " + " + Text.Of(view.First))}]";

    private static string Partials(Schedule schedule, string memory, int buffer) => $"workspace[{schedule.Place(memory, buffer)} + (start * {Text.Of(schedule.Buffers[buffer].Stride)})]";

    private static string Table(Schedule schedule, string memory, int table, int row = 0) =>
        $"workspace[{memory}.{schedule.Tables[table].Name}{(row == 0 ? string.Empty : $" + {Text.Of(row * schedule.Tables[table].Columns)}")}]";

    private static string Layout(ChannelView view) => $"new PixelLayout({Text.Of(view.Stored)}, {Text.Of(view.Pixels)}, {Text.Of(view.Lines)}, {Text.Of(view.Line)}, {Text.Of(view.Sample)})";

    private string Affine(BatchNormNode node) => node.IsAffine ? $"parameters[{Parameter(node.Operands[3])}..], parameters[{Parameter(node.Operands[4])}..]" : "default, default";

    private string Parameter(int node) => MemoryEmitter.Parameter(plan.Parameters.First(parameter => parameter.Node == node));
}
