using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// Moves flat buffers that are laid out as a model's parameters (the parameters themselves, or an optimizer's moments) to and from
/// tensors with PyTorch's names and shapes. Files never see the layout in memory, so they outlive a change of the plan.
/// </summary>
internal static class ParameterTensors
{
    /// <summary>Adds one tensor per parameter, named <paramref name="prefix"/> followed by the parameter's name.</summary>
    public static void Add(SafeTensorsWriter writer, ModelDescription description, ReadOnlySpan<float> buffer, string prefix = "")
    {
        foreach (ParameterDescriptor parameter in description.Parameters)
        {
            float[] values = new float[parameter.Count];
            parameter.CopyTo(buffer, values);
            writer.Add(prefix + parameter.Name, parameter.Shape, values);
        }
    }

    /// <summary>The names of the tensors that <see cref="Add"/> writes and the file lacks.</summary>
    public static IEnumerable<string> Missing(TensorTable table, ModelDescription description, string prefix = "") =>
        description.Parameters.Select(parameter => prefix + parameter.Name).Where(name => table.Find(name) is null);

    /// <summary>Refuses tensors that are there but have another shape, or a type that is not read as floats.</summary>
    /// <exception cref="SafeTensorsException">One does; the message names both shapes.</exception>
    public static void CheckShapes(TensorTable table, ModelDescription description, string fileName, string prefix = "")
    {
        foreach (ParameterDescriptor parameter in description.Parameters)
        {
            if (table.Find(prefix + parameter.Name) is not { } tensor)
                continue;
            if (!SameShape(tensor.Shape, parameter.Shape))
                throw new SafeTensorsException(
                    fileName,
                    $"'{tensor.Name}' has shape {SafeTensor.ShapeText(tensor.Shape)} in the file, but "
                        + $"{description.Name} needs {ShapeText(parameter.Shape)}."
                );
            if (!TensorTypes.ReadsAsFloat(tensor.Type))
                throw new SafeTensorsException(
                    fileName,
                    $"'{tensor.Name}' has dtype {tensor.TypeName}, which cannot become a parameter; F32, F16, BF16 and F64 can."
                );
        }
    }

    /// <summary>
    /// Reads the tensors that are there into a flat buffer; what the file lacks stays as it is. Check names and shapes first.
    /// </summary>
    public static void Read(TensorTable table, ModelDescription description, Span<float> buffer, string prefix = "")
    {
        float[] values = [];
        foreach (ParameterDescriptor parameter in description.Parameters)
        {
            if (table.Find(prefix + parameter.Name) is not { } tensor)
                continue;
            if (values.Length < parameter.Count)
                values = new float[parameter.Count];
            Span<float> part = values.AsSpan(0, parameter.Count);
            table.Reader.Read(tensor, part);
            parameter.CopyFrom(part, buffer);
        }
    }

    private static bool SameShape(ReadOnlySpan<long> inFile, ReadOnlySpan<int> inModel)
    {
        if (inFile.Length != inModel.Length)
            return false;
        for (int i = 0; i < inFile.Length; i++)
            if (inFile[i] != inModel[i])
                return false;
        return true;
    }

    /// <summary>A shape as <c>[128, 784]</c>.</summary>
    internal static string ShapeText(ReadOnlySpan<int> shape)
    {
        string[] dimensions = new string[shape.Length];
        for (int i = 0; i < shape.Length; i++)
            dimensions[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", dimensions)}]";
    }
}
