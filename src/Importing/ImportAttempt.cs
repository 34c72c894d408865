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
    private readonly OnnxModel _model;
    private readonly ImportOptions _options;
    private readonly List<string> _remarks = [];
    private int _samples = 1;

    private ImportAttempt(Network network, OnnxModel model, ImportPlan plan, ImportOptions options)
    {
        _network = network;
        _model = model;
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

    public Layer? Input { get; private set; }

    public string InputName { get; private set; } = "";

    public string OutputName { get; private set; } = "";

    public int? OutputBatchAxis { get; private set; }

    /// <summary>What people should know.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    public static ImportAttempt Run(Network network, OnnxModel model, ImportPlan plan, ImportOptions options)
    {
        var attempt = new ImportAttempt(network, model, plan, options);
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
        var choice = new OutputChoice(_network, _model.Graph.Outputs);
        if (Choose(choice) is not { } output)
            return;
        _network.Outputs.Clear();
        _network.Outputs.Add(output);
        _network.Prune();
        Recognise();
        var lowering = new NetworkLowering(_network, folding.Failures, _samples);
        OnnxValue input = _network.Inputs.First(value => value.Name == InputName);
        Input = lowering.AddInput(input, _network.Shapes[InputName], Plan);
        lowering.Run();
        Understood = folding.Folded + lowering.Lowered;
        Finish(lowering, choice, output);
        if (folding.Folded > 0)
            _remarks.Add(folding.Folded == 1 ? "one node was computed at import" : $"{folding.Folded} nodes were computed at import");
    }

    private void Recognise()
    {
        List<string> found = [.. new Chains(_network).Run(), .. Recognition.Activations(_network), .. Recognition.Norms(_network)];
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
            if (Plan.BatchAxis >= shape.Length && shape.Length > 0 && IsMain(input))
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
        if (axis != Plan.BatchAxis && IsRead(input.Name) && IsMain(input))
            Fail(
                $"the dimension {axis} of the input {input} is not fixed",
                size.Symbol.Length > 0 ? $"give it a size: --dimension {size.Symbol}=SIZE" : "export with a fixed size"
            );
        return batch;
    }

    private bool IsMain(OnnxValue input) => _network.Inputs.Find(other => other.Shape is { Count: > 0 }) == input;

    private bool IsRead(string name) => _network.Nodes.Exists(node => node.Inputs.Contains(name));

    private string? Choose(OutputChoice choice)
    {
        List<(string Name, HashSet<string> Inputs)> real = choice.Real();
        if (real.Count == 0)
        {
            Fail("no output depends on an input", "a model computes something of its input; export the network itself");
            return null;
        }

        if (real.Count > 1)
        {
            Fail(
                $"it has {real.Count} outputs: {string.Join(", ", real.Select(output => $"'{output.Name}'"))}",
                $"models have one; choose it with --until {real[0].Name}"
            );
            return null;
        }

        (string name, HashSet<string> inputs) = real[0];
        string[] ordered = [.. _network.Inputs.Select(input => input.Name).Where(inputs.Contains)];
        if (ordered.Length == 0)
        {
            Fail($"the output '{name}' depends on no input", "a model computes something of its input");
            return null;
        }

        bool hasTail =
            _model.Graph.Outputs.FirstOrDefault(output => output.Name == name) is
            { Type: OnnxElementType.Int64 or OnnxElementType.Int32 or OnnxElementType.Bool };
        if (ordered.Length > 1 && !hasTail)
        {
            Fail(
                $"its output '{name}' depends on {ordered.Length} inputs: "
                    + string.Join(", ", _network.Inputs.Where(input => inputs.Contains(input.Name))),
                "models have one; join the inputs to one in the network (Concat) before the export, or cut with --until where one is enough"
            );
            return null;
        }

        InputName = ordered[0];
        _samples = Plan.BatchAxis is { } axis && axis < _network.Shapes[InputName].Length ? _network.Shapes[InputName][axis] : 1;
        foreach (OnnxValue other in _network.Inputs.Where(input => !inputs.Contains(input.Name)))
            _remarks.Add($"the input '{other.Name}' is not used");
        return name;
    }

    private void Finish(NetworkLowering lowering, OutputChoice choice, string output)
    {
        if (!lowering.Values.ContainsKey(output) && choice.BeforeTail(output, lowering.Values) is { } before)
        {
            choice.Cut.Add(
                $"the end of the network behind '{before}' ({string.Join(", ", choice.Tail(output, before))}), which gives no numbers"
            );
            output = before;
        }

        if (!lowering.Values.TryGetValue(output, out Value? value))
        {
            Causes.AddRange(RefusalReport.Causes(_network, lowering.Refused, output));
            return;
        }

        try
        {
            Arrange(lowering, value);
        }
        catch (Refusal refusal)
        {
            Fail(refusal.Reason, refusal.Remedy);
            return;
        }

        OutputName = output;
        _remarks.Insert(0, BatchRemark());
        _remarks.AddRange(_network.Remarks.Concat(lowering.Builder.Remarks));
        _remarks.AddRange(choice.Cut.Select(cut => "left out: " + cut));
    }

    // The values of a sample must come out in the file's order.
    private void Arrange(NetworkLowering lowering, Value value)
    {
        LayerBuilder builder = lowering.Builder;
        int axis = Array.FindIndex(value.Axes, parts => parts.Contains(Value.Batch));
        if (axis >= 0 && _samples > 1 && value.Axes[axis][0] != Value.Batch)
            throw new Refusal("its output mixes samples with other axes", "reshape the output to [batch, ...] before the export");
        OutputBatchAxis = axis < 0 ? null : axis;
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

        Layers = DeclarationWriter.Needed(builder.Layers, last);
        if (Layers.Exists(layer => layer.Kind == "Empty" || layer.Shape.Contains(0) || layer.Inputs.Any(input => input.Kind == "Empty")))
            throw new Refusal("a part of it has no values", "leave the empty part out of the network");
    }

    private string BatchRemark() =>
        Plan.BatchAxis switch
        {
            null => $"the whole input '{InputName}' is one sample: it has no batch",
            { } axis => $"axis {axis} of the input '{InputName}' is the batch",
        };

    private void Fail(string reason, string remedy) => Causes.Add(new Cause(TheNetwork, 1, "as a whole", "", reason, remedy));

    private static bool IsPrime(int number) => Enumerable.Range(2, (int)Math.Sqrt(number) - 1).All(divisor => number % divisor != 0);
}
