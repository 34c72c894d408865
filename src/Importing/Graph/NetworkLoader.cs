using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Graph;

/// <summary>Makes the graph at work of a file: functions written out, nodes in the order of execution, constants gathered.</summary>
internal static class NetworkLoader
{
    private const int MostNodes = 200_000,
        MostDepth = 32;

    /// <summary>The graph of a file.</summary>
    /// <exception cref="OnnxFormatException">Values have the same name, nodes read one another in a circle, or functions do.</exception>
    public static Network Load(OnnxModel model)
    {
        OnnxGraph graph = model.Graph;
        var network = new Network { Outputs = [.. graph.Outputs.Select(output => output.Name)] };
        foreach (OnnxTensor tensor in graph.Initializers)
        {
            if (network.Constants.ContainsKey(tensor.Name))
                throw new OnnxFormatException($"The initializer '{tensor.Name}' is there twice.");
            if (tensor.Type == OnnxElementType.Text)
                continue;
            network.Constants[tensor.Name] = Tensor.Of(tensor);
        }

        network.Inputs.AddRange(graph.Inputs.Where(input => !network.Constants.ContainsKey(input.Name)));
        Widened(graph, network);
        Dictionary<string, OnnxFunction> functions = [];
        foreach (OnnxFunction function in model.Functions)
            functions[Key(function.Domain, function.Name)] = function;
        var nodes = new List<NetworkNode>();
        foreach (OnnxNode node in graph.Nodes)
            Add(nodes, node, new Scope(model.OperatorSet, functions, "", null, null, 0));
        network.Nodes = Sorted(nodes, network);
        return network;
    }

    /// <summary>A node of a subgraph as one of the graph at work.</summary>
    public static NetworkNode Node(OnnxNode node, long version) =>
        new()
        {
            Operator = node.Operator,
            Domain = node.Domain,
            Name = node.Name,
            Inputs = [.. node.Inputs],
            Outputs = [.. node.Outputs],
            Attributes = node.Attributes,
            Version = version,
        };

    private static string Key(string domain, string name) => domain + "::" + name;

    private static void Widened(OnnxGraph graph, Network network)
    {
        foreach (
            IGrouping<OnnxElementType, OnnxTensor> group in graph
                .Initializers.Where(tensor => !tensor.IsInteger && tensor.Type is not (OnnxElementType.Float or OnnxElementType.Text))
                .GroupBy(tensor => tensor.Type)
        )
            network.Remarks.Add($"{group.Count()} constants of {group.Key} became single precision");
    }

    // A function's nodes with the names of its caller in place of its own.
    private static void Add(List<NetworkNode> nodes, OnnxNode node, Scope scope)
    {
        if (nodes.Count >= MostNodes || scope.Depth > MostDepth)
            throw new OnnxFormatException($"The functions of the file write out to more than {MostNodes:N0} nodes, or use one another.");
        List<string> inputs = [.. node.Inputs.Select(scope.Name)],
            outputs = [.. node.Outputs.Select(scope.Name)];
        if (scope.Functions.TryGetValue(Key(node.Domain, node.Operator), out OnnxFunction? function))
        {
            string prefix = $"{scope.Prefix}{(node.Name.Length > 0 ? node.Name : node.Operator)}/{nodes.Count}/";
            var names = new Dictionary<string, string>();
            for (int index = 0; index < function.Inputs.Count; index++)
                names[function.Inputs[index]] = index < inputs.Count ? inputs[index] : "";
            for (int index = 0; index < function.Outputs.Count && index < outputs.Count; index++)
                names[function.Outputs[index]] = outputs[index];
            var inner = new Scope(scope.Version, scope.Functions, prefix, names, scope.Attributes(node, function), scope.Depth + 1);
            foreach (OnnxNode part in function.Nodes)
                Add(nodes, part, inner);
            return;
        }

        nodes.Add(
            new NetworkNode
            {
                Operator = node.Operator,
                Domain = node.Domain,
                Name = scope.Prefix + node.Name,
                Inputs = inputs,
                Outputs = outputs,
                Attributes = scope.Attributes(node, null),
                Version = scope.Version,
            }
        );
    }

    private static List<NetworkNode> Sorted(List<NetworkNode> nodes, Network network)
    {
        var producers = new Dictionary<string, NetworkNode>();
        foreach (NetworkNode node in nodes)
        foreach (string output in node.Outputs.Where(output => output.Length > 0))
            if (!producers.TryAdd(output, node) || network.Constants.ContainsKey(output))
                throw new OnnxFormatException($"The value '{output}' is written twice.");
        var sorted = new List<NetworkNode>();
        var states = new Dictionary<NetworkNode, bool>();
        var open = new Stack<(NetworkNode Node, int Next)>();
        foreach (NetworkNode start in nodes)
        {
            if (states.ContainsKey(start))
                continue;
            open.Push((start, 0));
            states[start] = false;
            while (open.TryPop(out (NetworkNode Node, int Next) top))
            {
                if (top.Next == top.Node.Inputs.Count)
                {
                    states[top.Node] = true;
                    sorted.Add(top.Node);
                    continue;
                }

                open.Push((top.Node, top.Next + 1));
                if (!producers.TryGetValue(top.Node.Inputs[top.Next], out NetworkNode? producer))
                    continue;
                if (!states.TryGetValue(producer, out bool isDone))
                {
                    states[producer] = false;
                    open.Push((producer, 0));
                }
                else if (!isDone)
                {
                    throw new OnnxFormatException($"The nodes around {producer.Operator} {producer} read one another in a circle.");
                }
            }
        }

        return sorted;
    }

    /// <summary>Where a node stands: in the graph, or in a function that another node calls.</summary>
    private sealed record Scope(
        long Version,
        Dictionary<string, OnnxFunction> Functions,
        string Prefix,
        Dictionary<string, string>? Names,
        IReadOnlyDictionary<string, OnnxAttribute>? Given,
        int Depth
    )
    {
        public string Name(string name) =>
            name.Length == 0 || Names is null ? name
            : Names.TryGetValue(name, out string? outer) ? outer
            : Prefix + name;

        /// <summary>The attributes of a node, with those that it takes over from the function's caller.</summary>
        public IReadOnlyDictionary<string, OnnxAttribute> Attributes(OnnxNode node, OnnxFunction? function)
        {
            var attributes = new Dictionary<string, OnnxAttribute>(function?.Defaults ?? new Dictionary<string, OnnxAttribute>());
            foreach ((string name, OnnxAttribute attribute) in node.Attributes)
            {
                if (attribute.Reference.Length == 0)
                    attributes[name] = attribute;
                else if (Given is not null && Given.TryGetValue(attribute.Reference, out OnnxAttribute? outer))
                    attributes[name] = outer;
            }

            return attributes;
        }
    }
}
