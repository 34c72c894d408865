using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether several inputs and outputs can be told apart, and whether everything that learns has a loss to learn from.</summary>
internal static class OutputChecks
{
    /// <summary>What can be said of the attributes alone.</summary>
    public static void Run(ModelDeclaration declaration, ProblemList problems)
    {
        CheckInputs(declaration, problems);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<string> layers = Visible(declaration).ToList();
        for (int index = 0; index < declaration.Attributes.Count; index++)
        {
            DeclaredAttribute output = declaration.Attributes[index];
            if (output.Role != AttributeRole.Output || output.IsErroneous)
                continue;
            string name = ImpliedLayers.OutputName(output);
            ProblemTarget target = ProblemTarget.Attribute(index, ImpliedLayers.Layer);
            if (!layers.Contains(name) && layers.Count == 0)
                problems.AddHidden();
            else if (!layers.Contains(name))
                problems.Add(OutputRules.OutputUnknown, target, name, string.Join(", ", layers.Select(layer => $"'{layer}'")));
            else if (!seen.Add(name))
                problems.Add(OutputRules.OutputTwice, target, name);
            if (!ModelSpecBuilder.HasLoss(output))
                foreach (LayerArgument argument in output.Arguments.Where(argument => argument.Name != ImpliedLayers.Layer))
                    problems.Add(
                        StyleRules.ArgumentWithoutEffect,
                        ProblemTarget.Attribute(index, argument.Name),
                        argument.Name,
                        "the output has no loss"
                    );
            if (ModelSpecBuilder.Weight(output) is var weight && !(weight >= 0 && weight <= float.MaxValue))
                problems.Add(
                    DeclarationRules.ValueOutOfRange,
                    ProblemTarget.Attribute(index, "Weight"),
                    "Weight",
                    Numbers.Text(weight),
                    "a finite number of at least 0",
                    LayerReport.OrDefault
                );
        }

        int loss = declaration.IndexOf(AttributeRole.Loss);
        if (loss >= 0 && declaration.IndexOf(AttributeRole.Output) >= 0)
            problems.Add(OutputRules.LossBesideOutputs, ProblemTarget.Attribute(loss), declaration.Type.Name);
    }

    /// <summary>Whether a loss reaches all layers that learn. Asked of a model without errors.</summary>
    public static void CheckTraining(ModelDeclaration declaration, NetworkFacts network, ProblemList problems)
    {
        List<HeadSpec> heads = ModelSpecBuilder.Heads(declaration).ToList();
        if (heads.TrueForAll(head => head.Loss is null))
            return;
        HashSet<int> trained = [.. heads.Where(head => head.Loss is not null).SelectMany(head => Reached(network, head))];
        IReadOnlyList<int> outputs = declaration.IndicesOf(AttributeRole.Output);
        for (int index = 0; index < outputs.Count; index++)
            if (
                heads[index].Loss is null
                && Reached(network, heads[index]).Where(layer => !trained.Contains(layer) && Learns(network.Layers[layer])).ToList()
                    is { Count: > 0 } idle
            )
                problems.Add(
                    OutputRules.OutputUntrained,
                    ProblemTarget.Attribute(outputs[index]),
                    heads[index].Name,
                    network.Layers[idle.Min()].Spec.Name
                );
    }

    private static void CheckInputs(ModelDeclaration declaration, ProblemList problems)
    {
        IReadOnlyList<int> inputs = declaration.IndicesOf(AttributeRole.Input);
        if (inputs.Count == 1 && declaration.Attributes[inputs[0]].GivenName is { } name && !LayerNames.IsValid(name))
            problems.Add(DeclarationRules.LayerNameInvalid, ProblemTarget.Attribute(inputs[0], "Name"), name);
        if (inputs.Count < 2)
            return;
        List<int> nameless = inputs.Where(index => declaration.Attributes[index].GivenName is null).ToList();
        if (nameless.Count > 0)
            problems.Add(
                DeclarationRules.InputNameless,
                ProblemTarget.Attribute(nameless[nameless.Count - 1]),
                declaration.Type.Name,
                declaration.Attributes[nameless[nameless.Count - 1]].Kind
            );
        if (nameless.Count == 0)
            CheckReaders(declaration, problems);
        foreach (int index in inputs.Where(index => ModelSpecBuilder.HasLengths(declaration.Attributes[index])))
            problems.Add(OutputRules.LengthsOfSeveralInputs, ProblemTarget.Attribute(index, "HasLengths"), declaration.Type.Name);
    }

    // 'input' means the input of a model that has one.
    private static void CheckReaders(ModelDeclaration declaration, ProblemList problems)
    {
        string names = string.Join(
            ", ",
            declaration
                .Attributes.Where(attribute => attribute is { IsImplied: true, Kind: ImpliedLayers.InputPart })
                .Select(part => $"'{part.Place.Name}'")
        );
        for (int index = 0; index < declaration.Attributes.Count; index++)
        {
            DeclaredAttribute layer = declaration.Attributes[index];
            if (layer is not { Role: AttributeRole.Layer, IsImplied: false })
                continue;
            int place = layer.Place.Inputs.ToList().IndexOf(LayerInputs.ModelInput);
            if (place < 0)
                continue;
            (string argument, int element) = LayerInputs.ArgumentOf(layer, place);
            problems.Add(
                BranchRules.LayerInputUnknown,
                ProblemTarget.Attribute(index, argument, element),
                layer.Place.Name,
                LayerInputs.ModelInput,
                names
            );
        }
    }

    // The names of layers and uses of blocks at the level of the model.
    private static IEnumerable<string> Visible(ModelDeclaration declaration)
    {
        foreach (DeclaredAttribute layer in declaration.Attributes)
        {
            if (layer is not { Role: AttributeRole.Layer, IsImplied: false })
                continue;
            if (layer.Place.OutputOf is { } use)
                yield return use;
            else if (!layer.Place.IsInner)
                yield return layer.Place.Name;
        }
    }

    private static bool Learns(LayerFacts layer) => layer.Parameters > 0 && layer.Spec.Boolean("Trainable", otherwise: true);

    /// <summary>The layers that an output depends on.</summary>
    private static HashSet<int> Reached(NetworkFacts network, HeadSpec head)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<int>([network.IndexOf(head.Layer)]);
        while (pending.Count > 0)
            if (pending.Pop() is >= 0 and var layer && reached.Add(layer))
                foreach (int input in network.Layers[layer].Inputs)
                    pending.Push(input);
        return reached;
    }
}
