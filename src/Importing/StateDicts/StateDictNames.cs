using System.Runtime.InteropServices;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.StateDicts;

/// <summary>
/// Gives layers of a network the names that they have in a state dict, where all values of a layer are those of a module. Exporters write
/// the values bit by bit but not always the names.
/// </summary>
internal static class StateDictNames
{
    /// <summary>Reads the tensors that can be parameters.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="SafeTensorsException">The file breaks the format's rules.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static IReadOnlyList<ImportedParameter> Read(string path)
    {
        using var reader = new SafeTensorsReader(path);
        var parameters = new List<ImportedParameter>();
        foreach (SafeTensor tensor in reader.Tensors)
        {
            if (tensor.Type is not (TensorType.Float32 or TensorType.Float16 or TensorType.BFloat16 or TensorType.Float64))
                continue;
            float[] values = new float[tensor.Count];
            reader.Read(tensor, values);
            parameters.Add(new ImportedParameter(tensor.Name, Array.ConvertAll(tensor.Shape.ToArray(), size => (int)size), values));
        }

        return parameters;
    }

    /// <summary>Names the layers; each module names one.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="stateDict">The tensors.</param>
    /// <returns>What became of it, as a sentence without a full stop.</returns>
    public static string Give(IReadOnlyList<Layer> layers, IReadOnlyList<ImportedParameter> stateDict)
    {
        ILookup<int, ImportedParameter> byHash = stateDict.ToLookup(tensor => Hash(tensor.Shape, tensor.Values));
        Dictionary<string, ImportedParameter> byName = stateDict.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        List<Layer> withParameters = [.. layers.Where(layer => layer.Parameters.Count > 0 && !layer.IsFrozen)];
        var nameless = new List<string>();
        foreach (Layer layer in withParameters)
        {
            // The largest one tells modules apart best: biases are often all zeros.
            Parameter largest = layer.Parameters.MaxBy(parameter => parameter.Values.Length)!;
            string? path = byHash[Hash(largest.Shape, largest.Values)]
                .Where(tensor => tensor.Name.EndsWith("." + largest.Name, StringComparison.Ordinal))
                .Select(tensor => tensor.Name[..^(largest.Name.Length + 1)])
                .FirstOrDefault(path => !used.Contains(path) && layer.Parameters.TrueForAll(parameter => IsSame(path, parameter)));
            if (path is null)
            {
                nameless.Add(layer.Kind);
                continue;
            }

            used.Add(path);
            (layer.Scope, layer.IsScopeOfParameters) = (path, true);
        }

        string given =
            $"{withParameters.Count - nameless.Count} of {withParameters.Count} layers with parameters have their names of the state dict";
        return nameless.Count == 0
            ? given
            : $"{given}; the values of the others ({string.Join(", ", nameless.Distinct())}) are in none of its modules: an exporter takes "
                + "batch norms into the layer before, and adds or multiplies constants";

        bool IsSame(string path, Parameter parameter) =>
            byName.TryGetValue($"{path}.{parameter.Name}", out ImportedParameter? tensor)
            && tensor.Shape.SequenceEqual(parameter.Shape)
            && tensor.Values.AsSpan().SequenceEqual(parameter.Values);
    }

    private static int Hash(IReadOnlyList<int> shape, float[] values)
    {
        var hash = new HashCode();
        foreach (int size in shape)
            hash.Add(size);
        hash.AddBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        return hash.ToHashCode();
    }
}
