namespace ModelCompiler.Onnx;

/// <summary>Reads the messages of onnx.proto; the numbers of the fields are those of that file.</summary>
/// <param name="external">Where external data is, or null when there can be none.</param>
internal sealed class ModelParser(ExternalData? external)
{
    private const long ObjectBytes = 96;

    public OnnxModel Model(ProtobufReader reader)
    {
        long version = 0;
        string producer = "",
            producerVersion = "";
        OnnxGraph? graph = null;
        var sets = new Dictionary<string, long>();
        var functions = new List<OnnxFunction>();
        var metadata = new Dictionary<string, string>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    version = reader.Integer();
                    break;
                case 2:
                    producer = reader.Text();
                    break;
                case 3:
                    producerVersion = reader.Text();
                    break;
                case 7:
                    if (graph is not null)
                        throw reader.Error("there are two graphs");
                    graph = new GraphParser(external).Graph(reader.Message());
                    break;
                case 8:
                    OperatorSet(reader.Message(), sets);
                    break;
                case 14:
                    Entry(reader.Message(), metadata);
                    break;
                case 25:
                    functions.Add(new GraphParser(external).Function(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OnnxModel
        {
            IrVersion = version,
            Producer = producer,
            ProducerVersion = producerVersion,
            Graph = graph ?? throw reader.Error("there is no graph: this is no ONNX model"),
            OperatorSets = sets,
            Functions = functions,
            Metadata = metadata,
        };
    }

    /// <summary>Reads a pair of texts.</summary>
    public static void Entry(ProtobufReader reader, Dictionary<string, string> entries)
    {
        string key = "",
            value = "";
        reader.Source.Spend(ObjectBytes, 0);
        while (reader.Next())
        {
            if (reader.Field == 1)
                key = reader.Text();
            else if (reader.Field == 2)
                value = reader.Text();
            else
                reader.Skip();
        }

        entries[key] = value;
    }

    private static void OperatorSet(ProtobufReader reader, Dictionary<string, long> sets)
    {
        string domain = "";
        long version = 0;
        reader.Source.Spend(ObjectBytes, 0);
        while (reader.Next())
        {
            if (reader.Field == 1)
                domain = reader.Text();
            else if (reader.Field == 2)
                version = reader.Integer();
            else
                reader.Skip();
        }

        sets[domain == "ai.onnx" ? "" : domain] = version;
    }
}
