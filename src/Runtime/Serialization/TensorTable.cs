using ModelCompiler.Shared;

namespace ModelCompiler;

/// <summary>
/// The tensors of a file under the names that a model calls them by. Tensors that belong beside parameters without being any are in no
/// table.
/// </summary>
internal sealed class TensorTable
{
    private readonly Dictionary<string, SafeTensor> _byName = new(StringComparer.Ordinal);
    private readonly List<(SafeTensor Tensor, string Name)> _tensors = [];

    /// <summary>Makes the table.</summary>
    /// <param name="reader">The open file.</param>
    /// <param name="fileName">Begins messages.</param>
    /// <param name="rename">Turns the file's names into the model's, or into null for a tensor to leave out; null leaves them.</param>
    /// <exception cref="SafeTensorsException">Two tensors get one name.</exception>
    public TensorTable(SafeTensorsReader reader, string fileName, Func<string, string?>? rename = null)
    {
        Reader = reader;
        foreach (SafeTensor tensor in reader.Tensors)
        {
            if (CompanionTensors.IsCompanion(tensor.Name) || (rename is null ? tensor.Name : rename(tensor.Name)) is not { } name)
                continue;
            if (!_byName.TryAdd(name, tensor))
                throw new SafeTensorsException(fileName, $"'{_byName[name].Name}' and '{tensor.Name}' are both renamed to '{name}'.");
            _tensors.Add((tensor, name));
        }
    }

    /// <summary>The open file.</summary>
    public SafeTensorsReader Reader { get; }

    /// <summary>The tensors with their names in the model, in the order of their data.</summary>
    public IReadOnlyList<(SafeTensor Tensor, string Name)> Tensors => _tensors;

    /// <summary>The tensor that the model calls so, or null.</summary>
    public SafeTensor? Find(string name) => _byName.GetValueOrDefault(name);
}
