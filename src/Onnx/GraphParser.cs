namespace ModelCompiler.Onnx;

/// <summary>Reads graphs, functions and nodes.</summary>
/// <param name="external">Where external data is, or null when there can be none.</param>
internal sealed class GraphParser(ExternalData? external)
{
    private const long ObjectBytes = 160;

    public OnnxGraph Graph(ProtobufReader reader)
    {
        string name = "";
        var nodes = new List<OnnxNode>();
        var initializers = new List<OnnxTensor>();
        List<OnnxValue> inputs = [],
            outputs = [],
            values = [];
        while (reader.Next())
        {
            reader.Source.Spend(ObjectBytes, 0);
            switch (reader.Field)
            {
                case 1:
                    nodes.Add(Node(reader.Message()));
                    break;
                case 2:
                    name = reader.Text();
                    break;
                case 5:
                    initializers.Add(TensorParser.Tensor(reader.Message(), external));
                    break;
                case 11:
                    inputs.Add(ValueParser.Value(reader.Message()));
                    break;
                case 12:
                    outputs.Add(ValueParser.Value(reader.Message()));
                    break;
                case 13:
                    values.Add(ValueParser.Value(reader.Message()));
                    break;
                case 15:
                    throw reader.Error("sparse initializers are not read; write them out dense");
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OnnxGraph
        {
            Name = name,
            Nodes = nodes,
            Initializers = initializers,
            Inputs = inputs,
            Outputs = outputs,
            Values = values,
        };
    }

    public OnnxFunction Function(ProtobufReader reader)
    {
        string name = "",
            domain = "";
        List<string> inputs = [],
            outputs = [];
        var nodes = new List<OnnxNode>();
        var defaults = new Dictionary<string, OnnxAttribute>();
        while (reader.Next())
        {
            reader.Source.Spend(ObjectBytes, 0);
            switch (reader.Field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 4:
                    inputs.Add(reader.Text());
                    break;
                case 5:
                    outputs.Add(reader.Text());
                    break;
                case 7:
                    nodes.Add(Node(reader.Message()));
                    break;
                case 10:
                    domain = reader.Text();
                    break;
                case 11:
                    OnnxAttribute attribute = Attribute(reader.Message());
                    defaults[attribute.Name] = attribute;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OnnxFunction
        {
            Name = name,
            Domain = domain,
            Inputs = inputs,
            Outputs = outputs,
            Nodes = nodes,
            Defaults = defaults,
        };
    }

    private OnnxNode Node(ProtobufReader reader)
    {
        string name = "",
            operation = "",
            domain = "";
        List<string> inputs = [],
            outputs = [];
        var attributes = new Dictionary<string, OnnxAttribute>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    inputs.Add(reader.Text());
                    break;
                case 2:
                    outputs.Add(reader.Text());
                    break;
                case 3:
                    name = reader.Text();
                    break;
                case 4:
                    operation = reader.Text();
                    break;
                case 5:
                    OnnxAttribute attribute = Attribute(reader.Message());
                    if (!attributes.TryAdd(attribute.Name, attribute))
                        throw reader.Error($"the node '{name}' has the attribute '{attribute.Name}' twice");
                    break;
                case 7:
                    domain = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OnnxNode
        {
            Name = name,
            Operator = operation,
            Domain = domain == "ai.onnx" ? "" : domain,
            Inputs = inputs,
            Outputs = outputs,
            Attributes = attributes,
        };
    }

    private OnnxAttribute Attribute(ProtobufReader reader)
    {
        string name = "",
            text = "",
            reference = "";
        float number = 0;
        long integer = 0;
        OnnxTensor? tensor = null;
        OnnxGraph? graph = null;
        var numbers = new List<float>();
        var integers = new List<long>();
        var texts = new List<string>();
        reader.Source.Spend(2 * ObjectBytes, 0);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 2:
                    number = reader.Single();
                    break;
                case 3:
                    integer = reader.Integer();
                    break;
                case 4:
                    text = ValueParser.Lenient(reader.Memory(), reader.Source);
                    break;
                case 5:
                    tensor = TensorParser.Tensor(reader.Message(), external);
                    break;
                case 6:
                    graph = Graph(reader.Message());
                    break;
                case 21:
                    reference = reader.Text();
                    break;
                default:
                    AddToList(ref reader, numbers, integers, texts);
                    break;
            }
        }

        return new OnnxAttribute
        {
            Name = name,
            Number = number,
            Integer = integer,
            Text = text,
            Tensor = tensor,
            Graph = graph,
            Numbers = numbers,
            Integers = integers,
            Texts = texts,
            Reference = reference,
        };
    }

    private static void AddToList(ref ProtobufReader reader, List<float> numbers, List<long> integers, List<string> texts)
    {
        if (reader.Field == 7)
            reader.AddSingles(numbers);
        else if (reader.Field == 8)
            reader.AddIntegers(integers);
        else if (reader.Field == 9)
            texts.Add(ValueParser.Lenient(reader.Memory(), reader.Source));
        else
            reader.Skip();
    }
}
