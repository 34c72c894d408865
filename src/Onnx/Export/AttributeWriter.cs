namespace ModelCompiler.Onnx.Export;

/// <summary>Writes the attributes of operators.</summary>
internal static class AttributeWriter
{
    /// <summary>A whole number.</summary>
    public static ProtobufWriter Integer(string name, long value) => new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, 2);

    /// <summary>A number in single precision.</summary>
    public static ProtobufWriter Number(string name, double value) =>
        new ProtobufWriter().Text(1, name).Number(2, (float)value).Integer(20, 1);

    /// <summary>A text.</summary>
    public static ProtobufWriter Word(string name, string value) => new ProtobufWriter().Text(1, name).Text(4, value).Integer(20, 3);

    /// <summary>Texts.</summary>
    public static ProtobufWriter Words(string name, IEnumerable<string> values) =>
        values.Aggregate(new ProtobufWriter().Text(1, name), (attribute, value) => attribute.Text(9, value)).Integer(20, 8);

    /// <summary>Whole numbers.</summary>
    public static ProtobufWriter Integers(string name, params IEnumerable<int> values) =>
        values.Aggregate(new ProtobufWriter().Text(1, name), (attribute, value) => attribute.Integer(8, value)).Integer(20, 7);
}
