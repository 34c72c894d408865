using System.Text;

namespace ModelCompiler.Onnx;

/// <summary>Reads what is said of values: names, types and shapes.</summary>
internal static class ValueParser
{
    private const long ObjectBytes = 64;

    public static OnnxValue Value(ProtobufReader reader)
    {
        string name = "";
        OnnxElementType type = OnnxElementType.Undefined;
        List<OnnxDimension>? shape = null;
        while (reader.Next())
        {
            if (reader.Field == 1)
                name = reader.Text();
            else if (reader.Field == 2)
                Type(reader.Message(), ref type, ref shape);
            else
                reader.Skip();
        }

        return new OnnxValue(name, type, shape);
    }

    /// <summary>A text of bytes, which need not be UTF-8: attributes hold labels and images, too.</summary>
    public static string Lenient(ReadOnlyMemory<byte> bytes, SourceBytes source)
    {
        source.Spend(ObjectBytes + (2L * bytes.Length), 0);
        return Encoding.UTF8.GetString(bytes.Span);
    }

    // Of all types, tensors alone.
    private static void Type(ProtobufReader reader, ref OnnxElementType type, ref List<OnnxDimension>? shape)
    {
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            ProtobufReader tensor = reader.Message();
            while (tensor.Next())
            {
                if (tensor.Field == 1)
                    type = TensorParser.ElementType(tensor.Integer());
                else if (tensor.Field == 2)
                    shape = Shape(tensor.Message());
                else
                    tensor.Skip();
            }
        }
    }

    private static List<OnnxDimension> Shape(ProtobufReader reader)
    {
        var shape = new List<OnnxDimension>();
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            reader.Source.Spend(ObjectBytes, 0);
            ProtobufReader dimension = reader.Message();
            long? size = null;
            string symbol = "";
            while (dimension.Next())
            {
                if (dimension.Field == 1)
                    size = dimension.Integer();
                else if (dimension.Field == 2)
                    symbol = dimension.Text();
                else
                    dimension.Skip();
            }

            // Some writers say -1 of what is not known.
            shape.Add(new OnnxDimension(size < 0 ? null : size, symbol));
        }

        return shape;
    }
}
