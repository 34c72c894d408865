using System.Collections.ObjectModel;

namespace ModelCompiler;

/// <summary>
/// The checked contents of a safetensors header: every tensor's type, shape and offsets agree with each other and
/// together cover the file's data exactly once.
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The largest header the format allows, in bytes.</summary>
    public const int MaximumLength = 100_000_000;

    /// <summary>The bytes before the header: its length.</summary>
    public const int PrefixLength = sizeof(ulong);

    /// <summary>The key in the header of the texts that are no tensors.</summary>
    public const string MetadataKey = "__metadata__";

    // Beyond the format's own rules: limits that keep what a small file can make us allocate proportional to the file.
    public const int MaximumTensors = 65_536;
    public const int MaximumRank = 8;
    public const int MaximumNameLength = 512;
    public const int MaximumMetadataEntries = 1_024;
    public const int MaximumEscapedTextLength = 512 * 1024;

    private readonly SafeTensor[] _byName;

    private SafeTensorsHeader(SafeTensor[] byOffset, SafeTensor[] byName, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = byOffset;
        _byName = byName;
        Metadata = metadata;
    }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafeTensor> Tensors { get; }

    /// <summary>The texts of <c>__metadata__</c>; empty when the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of that name, or null.</summary>
    public SafeTensor? Find(string name)
    {
        int low = 0;
        int high = _byName.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = string.CompareOrdinal(_byName[middle].Name, name);
            if (order == 0)
                return _byName[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    /// <summary>Checks a header's JSON against the length of the data that follows it.</summary>
    /// <exception cref="SafeTensorsException">A rule of the format is broken.</exception>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength, string fileName)
    {
        (SafeTensor[] tensors, Dictionary<string, string>? metadata) = SafeTensorsHeaderParser.Parse(json, fileName);
        var byName = (SafeTensor[])tensors.Clone();
        Array.Sort(byName, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        CheckNamesAreUnique(byName, fileName);
        Array.Sort(tensors, static (a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        CheckDataIsCoveredOnce(tensors, dataLength, fileName);
        return new SafeTensorsHeader(
            tensors,
            byName,
            metadata ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty
        );
    }

    private static void CheckNamesAreUnique(SafeTensor[] byName, string fileName)
    {
        for (int i = 1; i < byName.Length; i++)
            if (byName[i].Name == byName[i - 1].Name)
                throw new SafeTensorsException(fileName, $"the tensor '{byName[i].Name}' appears twice in the header.");
    }

    private static void CheckDataIsCoveredOnce(SafeTensor[] byOffset, long dataLength, string fileName)
    {
        long end = 0;
        foreach (SafeTensor tensor in byOffset)
        {
            if (tensor.Begin > end)
                throw new SafeTensorsException(
                    fileName,
                    $"bytes {end} to {tensor.Begin} of the data belong to no tensor; '{tensor.Name}' should begin at {end}."
                );
            if (tensor.Begin < end)
                throw new SafeTensorsException(
                    fileName,
                    $"the tensor '{tensor.Name}' begins at byte {tensor.Begin} of the data, inside the one before it, which ends at {end}."
                );
            end = tensor.End;
        }
        if (end > dataLength)
            throw new SafeTensorsException(
                fileName,
                $"the file is truncated: its tensors need {end} bytes of data, but only {dataLength} follow the header. Copy or "
                    + $"download it again."
            );
        if (end < dataLength)
            throw new SafeTensorsException(
                fileName,
                $"{dataLength - end} bytes follow the last tensor; a safetensors file ends with its last tensor."
            );
    }
}
