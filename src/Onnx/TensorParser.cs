using System.Buffers.Binary;

namespace ModelCompiler.Onnx;

/// <summary>Reads tensors. Their values stay in the file's memory wherever they can.</summary>
internal static class TensorParser
{
    private const long ObjectBytes = 128;

    /// <summary>The type of elements of that number; unknown ones are undefined.</summary>
    public static OnnxElementType ElementType(long number) =>
        number is > 0 and <= (long)OnnxElementType.Float4E2M1 ? (OnnxElementType)number : OnnxElementType.Undefined;

    public static OnnxTensor Tensor(ProtobufReader reader, ExternalData? external)
    {
        string name = "";
        long type = 0;
        bool isExternal = false;
        var dimensions = new List<long>();
        var values = new TensorValues(reader.Source);
        var location = new Dictionary<string, string>();
        reader.Source.Spend(ObjectBytes, 0);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.AddIntegers(dimensions);
                    break;
                case 2:
                    type = reader.Integer();
                    break;
                case 4 or 5 or 7 or 10 or 11:
                    values.Add(ref reader);
                    break;
                case 8:
                    name = reader.Text();
                    break;
                case 9:
                    values.SetRaw(reader.Memory());
                    break;
                case 13:
                    ModelParser.Entry(reader.Message(), location);
                    break;
                case 14:
                    isExternal = reader.Integer() == 1;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        OnnxElementType element = ElementType(type);
        long count = Count(name, dimensions, reader);
        if (isExternal)
        {
            if (external is null)
                throw reader.Error($"the values of the tensor '{name}' lie in another file, which is not at hand");
            return new OnnxTensor(name, element, [.. dimensions], external.Read(name, location, OnnxTensor.Bytes(element, count)), false);
        }

        return values.Create(name, element, [.. dimensions], count, reader);
    }

    private static long Count(string name, List<long> dimensions, ProtobufReader reader)
    {
        long count = 1;
        foreach (long dimension in dimensions)
        {
            if (dimension < 0 || (dimension > 0 && count > int.MaxValue / dimension))
                throw reader.Error($"the tensor '{name}' has the shape [{string.Join(",", dimensions)}], which is too large or negative");
            count *= dimension;
        }

        return count;
    }

    /// <summary>The values of a tensor as they are met, field after field.</summary>
    private struct TensorValues(SourceBytes source)
    {
        private ReadOnlyMemory<byte> _raw;
        private List<byte[]>? _parts;
        private int _field;

        public void SetRaw(ReadOnlyMemory<byte> raw)
        {
            _raw = raw;
            _field = 9;
        }

        // Packed values are read where they are; those that stand one by one are gathered.
        public void Add(ref ProtobufReader reader)
        {
            int field = reader.Field;
            if (_field != 0 && _field != field)
                throw reader.Error("a tensor has values of two types");
            bool isFirst = _field == 0;
            _field = field;
            if (reader.Wire == WireType.Bytes)
            {
                ReadOnlyMemory<byte> packed = reader.Memory();
                if (isFirst)
                    _raw = packed;
                else
                    Append(packed.ToArray());
                return;
            }

            Append(One(ref reader));
        }

        public readonly OnnxTensor Create(string name, OnnxElementType type, long[] dimensions, long count, ProtobufReader reader)
        {
            ReadOnlyMemory<byte> values = _parts is null ? _raw : (byte[])[.. _raw.Span, .. _parts.SelectMany(part => part)];
            bool areVarints = _field is 5 or 7 or 11 && type != OnnxElementType.Undefined;
            if (type is OnnxElementType.Text or OnnxElementType.Undefined)
                return new OnnxTensor(name, type, dimensions, default, false);
            long given = areVarints ? Varints.Count(values.Span) : values.Length,
                wanted = areVarints ? OnnxTensor.Varints(type, count) : OnnxTensor.Bytes(type, count);
            if (given != wanted)
                throw reader.Error(
                    $"the tensor '{name}' of {type}[{string.Join(",", dimensions)}] has {given:N0} {(areVarints ? "integers" : "bytes")} "
                        + $"instead of {wanted:N0}"
                );
            return new OnnxTensor(name, type, dimensions, values, areVarints);
        }

        private void Append(byte[] part)
        {
            source.Spend(part.Length + 64, 0);
            (_parts ??= []).Add(part);
        }

        private static byte[] One(ref ProtobufReader reader)
        {
            if (reader.Wire == WireType.Varint)
                return Varints.Of((ulong)reader.Integer());
            if (reader.Wire == WireType.Fixed32)
            {
                byte[] single = new byte[4];
                BinaryPrimitives.WriteSingleLittleEndian(single, reader.Single());
                return single;
            }

            throw reader.Error("doubles that stand one by one are not read");
        }
    }
}
