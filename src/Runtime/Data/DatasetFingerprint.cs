using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCompiler;

public sealed partial class Dataset
{
    private string? _fingerprint;

    /// <summary>
    /// A short text that tells this data from other data: the sizes, and a hash of every value; of windows over a series, of the series and
    /// their distance. The same on every machine; no protection against those who want to deceive. Checkpoints keep it, so that a run is
    /// not continued on other data. The first call reads all values, later ones do not.
    /// </summary>
    public string Fingerprint => _fingerprint ??= ComputeFingerprint();

    private string ComputeFingerprint()
    {
        var hash = new ValueHash();
        Add(ref hash, _inputs);
        if (HasClasses)
            hash.Add(MemoryMarshal.Cast<int, uint>(Classes));
        else
            Add(ref hash, _targets);
        if (HasWeights)
            hash.Add(MemoryMarshal.Cast<float, uint>(Weights));
        return string.Create(CultureInfo.InvariantCulture, $"{ToString()}, {hash.Value:x16}");
    }

    // Windows that overlap are told by what they cover and their distance: each value of a series is read once.
    private static void Add(ref ValueHash hash, SampleTable rows)
    {
        hash.Add(MemoryMarshal.Cast<float, uint>(rows.Covered));
        if (!rows.IsSideBySide)
            hash.Add([(uint)rows.Distance]);
    }
}
