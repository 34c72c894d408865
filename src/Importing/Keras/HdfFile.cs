using ModelCompiler.Importing.Graph;
using PureHDF;

namespace ModelCompiler.Importing.Keras;

/// <summary>A dataset of an HDF5 file: its shape and type, its values on demand.</summary>
/// <param name="Path">The path, with slashes.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Type">The type in words, as <c>float32</c>.</param>
internal sealed record HdfDataset(string Path, int[] Shape, string Type);

/// <summary>
/// The datasets and texts of an HDF5 file, read with PureHDF within bounds: a step reads only so often, nothing is larger than the file, no
/// other file is read, and whatever a damaged file brings about is one exception.
/// </summary>
internal sealed class HdfFile : IDisposable
{
    private const int MostObjects = 100_000,
        MostDepth = 32,
        StackSize = 256 << 20;

    private readonly CountedStream _stream;
    private readonly string _name;
    private readonly Dictionary<string, IH5Dataset> _open = new(StringComparer.Ordinal);
    private IDisposable? _file;

    private HdfFile(Stream stream, string name)
    {
        _stream = new CountedStream(stream);
        _name = name;
    }

    /// <summary>The datasets by path.</summary>
    public SortedDictionary<string, HdfDataset> Datasets { get; } = new(StringComparer.Ordinal);

    /// <summary>The texts at groups and the root: a list for each path and name, as <c>/model_weights@layer_names</c>.</summary>
    public Dictionary<string, string[]> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>Finds what is in a file.</summary>
    /// <param name="stream">The file, which is closed with this object, also when it is no HDF5 file.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="without">Groups at the root that are left out.</param>
    /// <exception cref="KerasFormatException">It is no HDF5 file, or is damaged.</exception>
    public static HdfFile Open(Stream stream, string name, params string[] without)
    {
        var file = new HdfFile(stream, name);
        try
        {
            file.Guard(() =>
            {
                HdfLinks.Check(stream);
                file._stream.Begin();
                var opened = H5File.Open(file._stream, leaveOpen: true);
                file._file = opened;
                file.Walk(opened, "", 0, without);
            });
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return file;
    }

    /// <summary>The only text of a name at a path, or null.</summary>
    public string? Text(string path, string name) => Texts.GetValueOrDefault($"{path}@{name}")?.FirstOrDefault();

    /// <summary>The values of a dataset in single precision.</summary>
    /// <exception cref="KerasFormatException">They are damaged.</exception>
    public Tensor Read(HdfDataset dataset)
    {
        float[] values = [];
        Guard(() => values = Values(dataset));
        return Tensor.Of(dataset.Shape, values);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _stream.Dispose();
    }

    private float[] Values(HdfDataset dataset)
    {
        _stream.Begin();
        IH5Dataset opened = _open[dataset.Path];
        long before = _stream.Bytes;
        bool isScalar = dataset.Shape.Length == 0;
        float[] values = dataset.Type switch
        {
            "float32" => isScalar ? [opened.Read<float>()] : opened.Read<float[]>(),
            "float64" => Array.ConvertAll(isScalar ? [opened.Read<double>()] : opened.Read<double[]>(), value => (float)value),
            "float16" => Array.ConvertAll(isScalar ? [opened.Read<Half>()] : opened.Read<Half[]>(), value => (float)value),
            _ => throw new FormatException($"'{dataset.Path}' has values of the type {dataset.Type}"),
        };
        long size = values.Length * (long)opened.Type.Size;

        // Links and lists of files name others, which nobody asked for. Few values lie in the header, which was read already.
        if (opened.Layout.Class != H5DataLayoutClass.Compact && _stream.Bytes - before < size)
            throw new FormatException($"the values of '{dataset.Path}' do not lie in the file");
        return values;
    }

    private void Walk(IH5Group group, string path, int depth, string[] without)
    {
        if (depth > MostDepth)
            throw new FormatException($"its groups are more than {MostDepth} deep");
        Attributes(group, path);
        foreach (IH5Object child in group.Children())
        {
            _stream.Begin();
            if (Datasets.Count + Texts.Count > MostObjects)
                throw new FormatException($"it has more than {MostObjects:N0} objects");

            // Keras on Windows once wrote paths as names.
            string name = child.Name.Replace('\\', '/');
            if (depth == 0 && without.Contains(name.Split('/')[0]))
                continue;
            if (child is IH5Group inner)
                Walk(inner, $"{path}/{name}", depth + 1, without);
            else if (child is IH5Dataset dataset)
                Add(dataset, $"{path}/{name}");
        }
    }

    private void Add(IH5Dataset dataset, string path)
    {
        long count = 1;
        ulong[] dimensions = dataset.Space.Dimensions;
        foreach (ulong dimension in dimensions)
            count = checked(count * (long)Math.Min(dimension, long.MaxValue));
        if (count > int.MaxValue || checked(count * Math.Max(1, dataset.Type.Size)) > _stream.Length)
            throw new FormatException($"'{path}' has the shape [{string.Join(", ", dimensions)}], which is more than the file has");
        string type = dataset.Type.Class switch
        {
            H5DataTypeClass.FloatingPoint => $"float{dataset.Type.Size * 8}",
            H5DataTypeClass.FixedPoint => $"int{dataset.Type.Size * 8}",
            { } other => other.ToString(),
        };
        Datasets[path] = new HdfDataset(path, [.. dimensions.Select(dimension => (int)dimension)], type);
        _open[path] = dataset;
    }

    private void Attributes(IH5Group group, string path)
    {
        foreach (IH5Attribute attribute in group.Attributes())
        {
            _stream.Begin();
            bool isText = attribute.Type.Class is H5DataTypeClass.String or H5DataTypeClass.VariableLength;
            ulong count = attribute.Space.Dimensions.Aggregate(1UL, (product, size) => checked(product * size));
            if (!isText)
                continue;
            if (count > MostObjects || checked(count * (ulong)attribute.Type.Size) > (ulong)_stream.Length)
                throw new FormatException($"'{attribute.Name}' has {count:N0} texts, which is more than the file has");
            string?[] texts = attribute.Space.Dimensions.Length == 0 ? [attribute.Read<string?>()] : attribute.Read<string?[]>();
            Texts[$"{path}@{attribute.Name}"] = Array.ConvertAll(texts, text => text ?? "");
        }
    }

    // On a thread of its own, whose stack is large: parts in one another are followed by calls in one another. Of a damaged file the
    // library says so in exceptions of many types.
    private void Guard(Action step)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    step();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            StackSize
        );
        thread.Start();
        thread.Join();
        if (failure is not null)
            throw new KerasFormatException($"{_name} is no valid HDF5 file: {failure.Message.TrimEnd('.')}.", failure);
    }
}
