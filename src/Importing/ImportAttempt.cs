using ModelCompiler.Importing.Declarations;
using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;
using ModelCompiler.Importing.Passes;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing;

/// <summary>One try to import a network: the passes in their order, with one reading of the axes.</summary>
internal sealed class ImportAttempt
{
    private const int FirstBatch = 7;
    private const string TheNetwork = "(network)";

    private readonly Network _network;
    private readonly IReadOnlyList<OnnxValue> _declared;
    private readonly ImportOptions _options;
    private readonly List<string> _remarks = [];
    private List<OnnxValue> _read = [];
    private List<OnnxValue> _others = [];
    private int _samples = 1;

    private ImportAttempt(Network network, IReadOnlyList<OnnxValue> declared, ImportPlan plan, ImportOptions options)
    {
        _network = network;
        _declared = declared;
        _options = options;
        Plan = plan;
    }

    public ImportPlan Plan { get; }

    /// <summary>Why it failed; empty when it did not.</summary>
    public List<Cause> Causes { get; } = [];

    /// <summary>How many nodes are understood.</summary>
    public int Understood { get; private set; }

    /// <summary>The layers that the output needs.</summary>
    public List<Layer> Layers { get; private set; } = [];

    /// <summary>The inputs that the outputs need.</summary>
    public List<NetworkEnd> Inputs { get; } = [];

    /// <summary>The outputs.</summary>
    public List<NetworkEnd> Outputs { get; } = [];

    /// <summary>What people should know.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    public static ImportAttempt Run(Network network, IReadOnlyList<OnnxValue> declared, ImportPlan plan, ImportOptions options)
    {
        var attempt = new ImportAttempt(network, declared, plan, options);
        attempt.Run();
        return attempt;
    }

    private void Run()
    {
        if (_options.Until is { } until)
        {
            if (!_network.Nodes.Exists(node => node.Outputs.Contains(until)))
            {
                Fail($"no node writes '{until}'", "name a value that a node writes; `modelcompiler inspect` lists them");
                return;
            }

            _remarks.Add($"the network ends at '{until}', as was asked");
            _network.Outputs.Clear();
            _network.Outputs.Add(until);
        }

        _network.Prune();
        if (!GiveShapes())
            return;
        var folding = new Folding(_network);
        folding.Run();
        _network.Prune();
        var choice = new OutputChoice(_network, _declared);
        if (Choose(choice) is not { Count: > 0 } outputs)
            return;
        _network.Outputs.Clear();
        _network.Outputs.AddRange(outputs);
        _network.Prune();
        Recognise();
        var lowering = new NetworkLowering(_network, folding.Failures, _samples);
        foreach (OnnxValue input in _read)
            Inputs.Add(
                new NetworkEnd(
                    input.Name,
                    lowering.AddInput(input, _network.Shapes[input.Name], Plan with { BatchAxis = BatchAxisOf(input) }),
                    BatchAxisOf(input)
                )
            );
        lowering.Run();
        Understood = folding.Folded + lowering.Lowered;
        Finish(lowering, choice, outputs);
        if (folding.Folded > 0 && !_network.IsOfLayers)
            _remarks.Add(folding.Folded == 1 ? "one node was computed at import" : $"{folding.Folded} nodes were computed at import");
    }

    private void Recognise()
    {
        List<string> found = [.. new Chains(_network).Run(), .. Recognition.Activations(_network), .. Recognition.Norms(_network)];
        if (_network.IsOfLayers)
            return;
        foreach (IGrouping<string, string> kind in found.GroupBy(kind => kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            _remarks.Add($"{kind.Key} was written out{(kind.Count() > 1 ? $" {kind.Count()} times" : "")} and was recognised");
    }

    // The batch is a number that is no size of the network.
    private bool GiveShapes()
    {
        var known = new HashSet<long>(_network.Constants.Values.SelectMany(constant => constant.Shape).Select(size => (long)size));
        foreach (Tensor constant in _network.Constants.Values.Where(constant => constant.IsInteger && constant.Count < 64))
            known.UnionWith(constant.Integers());
        known.UnionWith(_network.Inputs.SelectMany(input => input.Shape ?? []).Select(size => size.Size ?? 0));
        int batch = Enumerable.Range(FirstBatch, 100_000).First(number => IsPrime(number) && !known.Contains(number));
        foreach (OnnxValue input in _network.Inputs)
        {
            if (input.Shape is null)
            {
                if (IsRead(input.Name))
                    Fail($"the shape of the input '{input.Name}' is not given", "export with the shape of the input");
                continue;
            }

            int[] shape = [.. input.Shape.Select((size, axis) => SizeOf(input, size, axis, batch))];
            if (Plan.BatchAxis >= shape.Length && shape.Length > 0 && IsRead(input.Name))
                Fail($"the input '{input.Name}' has no axis {Plan.BatchAxis}", "choose another --batch-axis");
            _network.Shapes[input.Name] = shape;
        }

        return Causes.Count == 0;
    }

    private int SizeOf(OnnxValue input, OnnxDimension size, int axis, int batch)
    {
        if (size.Size is { } given)
        {
            if (given is < 1 or > int.MaxValue && IsRead(input.Name))
                Fail($"the input {input} has a dimension of {given}", "export with the shape of a sample");
            return (int)Math.Clamp(given, 0, int.MaxValue);
        }

        if (_options.Dimensions.TryGetValue(size.Symbol, out int wanted))
            return wanted;
        if (axis != BatchAxisOf(input) && IsRead(input.Name))
            Fail(
                $"the dimension {axis} of the input {input} is not fixed",
                size.Symbol.Length > 0 ? $"give it a size: --dimension {size.Symbol}=SIZE" : "export with a fixed size"
            );
        return batch;
    }

    // An input may have its batch elsewhere, as states of a recurrence do: there its dimension is called so.
    private int? BatchAxisOf(OnnxValue input)
    {
        OnnxValue? main = _network.Inputs.Find(other => other.Shape is { Count: > 0 });
        if (Plan.BatchAxis is not { } axis || main is null || input == main || input.Shape is null || main.Shape!.Count <= axis)
            return Plan.BatchAxis;
        OnnxDimension batch = main.Shape[axis];
        int same = batch.Size is null ? input.Shape.ToList().FindIndex(size => size.Size is null && size.Symbol == batch.Symbol) : -1;
        return same >= 0 ? same : axis;
    }

    private bool IsRead(string name) => _network.Nodes.Exists(node => node.Inputs.Contains(name));

    private List<string>? Choose(OutputChoice choice)
    {
        List<(string Name, HashSet<string> Inputs)> real = choice.Real();
        if (real.Count == 0)
        {
            Fail("no output depends on an input", "a model computes something of its input; export the network itself");
            return null;
        }

        if (real.FirstOrDefault(output => output.Inputs.Count == 0) is { Name: { } constant })
        {
            Fail($"the output '{constant}' depends on no input", "a model computes something of its input");
            return null;
        }

        _read = [.. _network.Inputs.Where(input => real.Exists(output => output.Inputs.Contains(input.Name)))];
        _samples = SamplesOf(_read[0]);

        // What only the end of the network reads, as a threshold, may be no sample: whether an output needs it is seen later.
        _others = [.. _read.Where(input => SamplesOf(input) != _samples)];
        _read.RemoveAll(_others.Contains);
        return [.. real.Select(output => output.Name)];
    }

    private int SamplesOf(OnnxValue input) =>
        BatchAxisOf(input) is { } axis && axis < _network.Shapes[input.Name].Length ? _network.Shapes[input.Name][axis] : 1;

    private void Finish(NetworkLowering lowering, OutputChoice choice, List<string> outputs)
    {
        foreach (string output in outputs)
            Finish(lowering, choice, output);
        if (Causes.Count > 0)
            return;
        Layers = DeclarationWriter.Needed(lowering.Builder.Layers, [.. Outputs.Select(output => output.Layer)]);
        if (Layers.Exists(layer => layer.Kind == "Empty" || layer.Shape.Contains(0) || layer.Inputs.Any(input => input.Kind == "Empty")))
        {
            Fail("a part of it has no values", "leave the empty part out of the network");
            return;
        }

        HashSet<Layer> read = [.. Layers.SelectMany(layer => layer.Inputs)];
        Inputs.RemoveAll(input => !read.Contains(input.Layer));
        foreach (OnnxValue unused in _network.Inputs.Where(input => !Inputs.Exists(used => used.Name == input.Name)))
            _remarks.Add($"the input '{unused.Name}' is not used");
        if (!_network.IsOfLayers)
            _remarks.InsertRange(0, Inputs.Select(BatchRemark));
        _remarks.AddRange(_network.Remarks.Concat(lowering.Builder.Remarks));
        _remarks.AddRange(choice.Cut.Select(cut => "left out: " + cut));
    }

    private void Finish(NetworkLowering lowering, OutputChoice choice, string output)
    {
        if (!lowering.Values.ContainsKey(output) && choice.BeforeTail(output, lowering.Values) is { } before)
        {
            choice.Cut.Add(
                $"the end of the network behind '{before}' ({string.Join(", ", choice.Tail(output, before))}), which gives no numbers"
            );
            if (_network.Outputs.Contains(before) || Outputs.Exists(other => other.Name == before))
                return;
            output = before;
        }

        if (!lowering.Values.TryGetValue(output, out Value? value))
        {
            List<Cause> causes = [.. RefusalReport.Causes(_network, lowering.Refused, output)];
            Causes.AddRange(causes.Except(Causes).ToArray()); // several outputs need the same nodes
            if (
                causes.Count == 0
                && choice.InputsOf(output) is var inputs
                && _others.Find(input => inputs.Contains(input.Name)) is { } other
            )
                Fail(
                    $"the inputs '{_read[0].Name}' and '{other.Name}' have batches of {_samples} and {SamplesOf(other)}",
                    "export both with the same batch, or cut with --until where one is enough"
                );
            return;
        }

        try
        {
            Outputs.Add(Arrange(lowering.Builder, value, output));
        }
        catch (Refusal refusal)
        {
            Fail(refusal.Reason, refusal.Remedy);
        }
    }

    // The values of a sample must come out in the file's order, each output from a layer of its own.
    private NetworkEnd Arrange(LayerBuilder builder, Value value, string output)
    {
        int axis = Array.FindIndex(value.Axes, parts => parts.Contains(Value.Batch));
        if (axis >= 0 && _samples > 1 && value.Axes[axis][0] != Value.Batch)
            throw new Refusal("its output mixes samples with other axes", "reshape the output to [batch, ...] before the export");
        int[] order = [.. value.Axes.SelectMany(parts => parts).Where(part => part != Value.Batch && value.Parts[part] != 1)];
        bool isInOrder = order.SequenceEqual(order.Order());
        Layer last = isInOrder ? value.Layer : builder.Canonical(value);
        if (DeclarationWriter.Needed(builder.Layers, last).TrueForAll(layer => layer.Kind is "Flatten" or "Reshape"))
        {
            // A model computes something: the identity is a factor of 1.
            last = builder.Add("Scale", [last], last.Shape, null, last.IsSequence);
            last.Named.AddRange([("Bias", "false"), ("Trainable", "false")]);
            last.Set(new Parameter("weight", last.Shape, [.. Enumerable.Repeat(1f, Shapes.Size(last.Shape))]));
            _remarks.Add("the network changes no value: its one layer multiplies by 1");
        }
        else if (Outputs.Exists(other => other.Layer == last))
        {
            last = builder.Add("Flatten", [last], [Shapes.Size(last.Shape)], null);
        }

        return new NetworkEnd(output, last, axis < 0 ? null : axis);
    }

    private static string BatchRemark(NetworkEnd input) =>
        input.BatchAxis switch
        {
            null => $"the whole input '{input.Name}' is one sample: it has no batch",
            { } axis => $"axis {axis} of the input '{input.Name}' is the batch",
        };

    private void Fail(string reason, string remedy) => Causes.Add(new Cause(TheNetwork, 1, "as a whole", "", reason, remedy));

    private static bool IsPrime(int number) => Enumerable.Range(2, (int)Math.Sqrt(number) - 1).All(divisor => number % divisor != 0);
}
