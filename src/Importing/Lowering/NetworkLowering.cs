using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Operators;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Makes layers of the nodes of a graph, one after the other; what cannot become one is noted and the others go on.</summary>
/// <param name="network">The graph.</param>
/// <param name="failures">Nodes whose shapes are not known, and why.</param>
/// <param name="samples">The samples of a batch.</param>
internal sealed class NetworkLowering(Network network, IReadOnlyDictionary<NetworkNode, Refusal> failures, int samples)
{
    private const string InvalidFile = "the file is not valid; export it anew";

    /// <summary>The layers.</summary>
    public LayerBuilder Builder { get; } = new(samples);

    /// <summary>What became values.</summary>
    public Dictionary<string, Value> Values { get; } = [];

    /// <summary>Nodes that cannot become layers, and why.</summary>
    public List<(NetworkNode Node, Refusal Refusal)> Refused { get; } = [];

    /// <summary>The nodes that became layers, or nothing.</summary>
    public int Lowered { get; private set; }

    /// <summary>Declares the input.</summary>
    public Layer AddInput(OnnxValue input, int[] shape, ImportPlan plan)
    {
        int[] sample = [.. shape.Where((_, axis) => axis != plan.BatchAxis)];
        bool isTokens = input.Type is OnnxElementType.Int64 or OnnxElementType.Int32;
        int[]? steps = plan.IsSequence && !isTokens ? Steps(sample, plan) : null;
        int[] declared = steps ?? (sample.Length == 0 ? [1] : sample);
        var layer = new Layer
        {
            Kind = Layer.ModelInput,
            Inputs = [],
            Shape = isTokens ? [Shapes.Size(declared)] : declared,
            IsSequence = steps is not null,
            IsShared = true,
        };
        if (isTokens)
            layer.Arguments.Add(LayerBuilder.Text(layer.Shape[0]));
        if (layer.IsSequence && !sample.AsSpan().SequenceEqual(layer.Shape))
        {
            Values[input.Name] = Builder
                .ValueOf(
                    layer,
                    [
                        [Value.Batch],
                        [0],
                        [1],
                    ]
                )
                .Regroup(shape);
            return layer;
        }

        int next = 0;
        int[][] axes = [.. shape.Select((_, axis) => axis == plan.BatchAxis ? [Value.Batch] : new[] { next++ })];
        Values[input.Name] = new Value(layer, sample.Length == 0 ? [1] : sample, axes, samples);
        return layer;
    }

    /// <summary>Makes layers of all nodes.</summary>
    public void Run()
    {
        Dictionary<string, List<NetworkNode>> readers = network.Readers();
        foreach (NetworkNode node in network.Nodes)
        {
            if (node.Inputs.Any(input => input.Length > 0 && !IsKnown(input)))
                continue;
            try
            {
                int before = Builder.Layers.Count;
                Bind(node, Lower(node), readers);
                Name(node, Builder.Layers.Skip(before));
                Lowered++;
            }
            catch (Refusal refusal)
            {
                Refused.Add((node, refusal));
            }
            catch (Exception exception) when (Misfit.Is(exception))
            {
                Refused.Add((node, new Refusal("its inputs are not those of the operator", InvalidFile)));
            }
        }
    }

    // A sequence may come in another shape, as one row, and be taken apart before the recurrent layer.
    private int[]? Steps(int[] sample, ImportPlan plan)
    {
        if (sample.Length == 2)
            return sample;
        NetworkNode? recurrent = network.Nodes.Find(node => node.Operator is "LSTM" or "GRU" or "RNN");
        if (recurrent is null || plan.BatchAxis != 0)
            return null;
        if (network.Shapes.GetValueOrDefault(recurrent.Input(0)) is not [var first, var second, var features])
            return null;
        int steps = recurrent.Integer("layout", 0) == 0 ? first : second;
        return steps * features == Shapes.Size(sample) ? [steps, features] : null;
    }

    // Weights with the names of a state dict give their layer its name there.
    private static void Name(NetworkNode node, IEnumerable<Layer> layers)
    {
        string? weight = node
            .Inputs.Skip(1)
            .FirstOrDefault(input =>
                input.EndsWith(".weight", StringComparison.Ordinal) || input.EndsWith(".bias", StringComparison.Ordinal)
            );
        if (weight is null || !weight.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_'))
            return;
        if (layers.FirstOrDefault(layer => layer.Parameters.Count > 0) is not { } named)
            return;
        named.Scope = weight[..weight.LastIndexOf('.')];
        named.IsScopeOfParameters = true;

        // Factors that have a name were learned, also those of the input.
        if (named.Kind == "Scale" && node.Inputs.Count == 2)
            named.Named.Remove(("Trainable", "false"));
    }

    private bool IsKnown(string name) => Values.ContainsKey(name) || network.Constant(name) is not null;

    private IReadOnlyList<Value?> Lower(NetworkNode node)
    {
        if (failures.TryGetValue(node, out Refusal? failure))
            throw failure;
        var operands = new Operands(
            node,
            [.. node.Inputs.Select(input => Values.GetValueOrDefault(input))],
            [.. node.Inputs.Select(input => input.Length == 0 ? null : network.Constant(input))]
        );
        if (node.Composite is { } composite)
            return [Lower(node, composite, operands.Value(0))];
        if (OperatorTable.Find(node) is not { } known)
            throw new Refusal(
                node.Domain.Length == 0 ? "this operator is not known" : $"the operators of '{node.Domain}' are not known",
                "cut the network before it with --until, or export it without this operator"
            );
        if (operands.Values.FirstOrDefault(value => value.Layer.Kind == Layer.ModelInput && Builder.IsTokens(value)) is not null)
            CheckTokens(node);
        return known.Lower(node, operands, Builder);
    }

    private Value Lower(NetworkNode node, Composite composite, Value x)
    {
        int[] axes = [.. composite.Axes];
        return composite.Kind switch
        {
            "GroupNorm" => InstanceNormalization.OfGroups(Builder, x, composite, node),
            "Standardize" => Standardization.Of(Builder, x, composite, node),
            "PRelu" => PRelu.Of(Builder, x, composite.Weight!, node),
            "Softmax" or "LogSoftmax" => SoftmaxOperator.Of(Builder, composite.Kind, x, axes, node),
            "LayerNorm" or "RmsNorm" => LayerNormalization.Of(
                Builder,
                composite.Kind,
                x,
                axes,
                composite.Numbers[0].Value,
                composite.Weight,
                composite.Bias,
                node
            ),
            _ => Builder.Activation(x, composite, node),
        };
    }

    // Tokens are numbers, but no amounts.
    private static void CheckTokens(NetworkNode node)
    {
        if (node.Operator is not ("Gather" or "Cast" or "Identity" or "Reshape" or "Squeeze" or "Unsqueeze" or "Flatten"))
            throw new Refusal("it computes with whole numbers that are the input", "only a table (Gather, nn.Embedding) reads such");
    }

    private void Bind(NetworkNode node, IReadOnlyList<Value?> outputs, Dictionary<string, List<NetworkNode>> readers)
    {
        for (int index = 0; index < node.Outputs.Count && index < outputs.Count; index++)
        {
            if (outputs[index] is not { } value || !node.HasOutput(index))
                continue;
            string name = node.Outputs[index];
            int reads = readers.GetValueOrDefault(name)?.Sum(reader => reader.Inputs.Count(input => input == name)) ?? 0;
            if (reads > 1 || (reads > 0 && network.Outputs.Contains(name)))
                value.Layer.IsShared = true;
            Values[name] = value;
        }
    }
}
