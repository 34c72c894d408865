using System.Globalization;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>
/// Collects the intermediate results of a schedule and, at the end, gives each a place. Two share a place only when their lifetimes do not
/// overlap and their rows are equally long: threads run the steps for different samples at the same time, so a row must never lie
/// where another buffer has the row of another sample.
/// </summary>
internal sealed class BufferAllocator
{
    private readonly List<Entry> _entries = [];

    /// <summary>Adds a buffer that is first written by a step. A name that is taken gets a number.</summary>
    public int Add(string name, int width, int step) => Add(name, width, MemoryLayout.Stride(width), step);

    /// <summary>Adds a buffer with a given distance between samples.</summary>
    public int Add(string name, int width, int stride, int step)
    {
        string wanted = name;
        for (int number = 2; _entries.Any(entry => entry.Name == name); number++)
            name = wanted + number.ToString(CultureInfo.InvariantCulture);
        _entries.Add(new Entry(name, width, stride, step));
        return _entries.Count - 1;
    }

    /// <summary>The floats from one sample to the next.</summary>
    public int Stride(int buffer) => _entries[buffer].Stride;

    /// <summary>Notes that a step still uses the buffer.</summary>
    public void Use(int buffer, int step)
    {
        if (buffer >= 0)
            _entries[buffer].Last = Math.Max(_entries[buffer].Last, step);
    }

    /// <summary>The buffers with their places.</summary>
    /// <param name="length">The floats of all.</param>
    /// <param name="capacity">The samples each has room for.</param>
    public EquatableArray<BufferPlan> Place(out int length, out int capacity)
    {
        int perSample = 0;
        foreach (Entry entry in _entries)
        {
            IGrouping<int, Entry>? free = _entries.Where(other => other.Offset >= 0 && other.Stride == entry.Stride).GroupBy(other => other.Offset)
                .FirstOrDefault(place => !place.Any(entry.Overlaps));
            entry.Offset = free?.Key ?? perSample;
            perSample = Math.Max(perSample, entry.Offset + entry.Stride);
        }

        int samples = Math.Max(LeastCapacity, Math.Min(MostCapacity, WorkingSet / Math.Max(1, perSample) / LeastCapacity * LeastCapacity));
        capacity = samples;
        length = samples * perSample;
        return _entries.Select(entry => new BufferPlan(entry.Name, entry.Width, entry.Stride, entry.Offset * samples)).ToEquatableArray();
    }

    // As many samples at a time as keep the results in the second-level cache, in whole tiles of eight.
    private const int LeastCapacity = 8;
    private const int MostCapacity = 128;
    private const int WorkingSet = 512 * 1024;

    private sealed class Entry(string name, int width, int stride, int first)
    {
        public string Name { get; } = name;

        public int Width { get; } = width;

        public int Stride { get; } = stride;

        public int First { get; } = first;

        public int Last { get; set; } = first;

        public int Offset { get; set; } = -1;

        public bool Overlaps(Entry other) => First <= other.Last && other.First <= Last;
    }
}
