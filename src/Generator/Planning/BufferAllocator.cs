using System.Globalization;

namespace ModelCompiler.Generator.Planning;

/// <summary>
/// Collects the intermediate results of a schedule and, at the end, gives each a place. Two share a place only when their lifetimes do not
/// overlap and their rows are equally long: threads run the steps for different samples at the same time, so a row must never lie
/// where another buffer has the row of another sample.
/// </summary>
internal sealed class BufferAllocator
{
    private readonly List<Entry> _entries = [];
    private int _capacity;

    /// <summary>Adds a buffer that is first written by a step. A name that is taken gets a number.</summary>
    /// <param name="name">The name in the generated code.</param>
    /// <param name="width">The values of one sample.</param>
    /// <param name="step">The step.</param>
    /// <param name="onRequest">Whether it serves the gradient by the input alone: such buffers lie behind everything else, so that others
    /// need not pay for them.</param>
    public int Add(string name, int width, int step, bool onRequest = false) =>
        Add(name, width, MemoryLayout.Stride(width), step, onRequest);

    /// <summary>Adds a buffer with a given distance between samples.</summary>
    public int Add(string name, int width, int stride, int step, bool onRequest)
    {
        string wanted = name;
        for (int number = 2; _entries.Any(entry => entry.Name == name); number++)
            name = wanted + number.ToString(CultureInfo.InvariantCulture);
        _entries.Add(new Entry(name, width, stride, step, onRequest));
        return _entries.Count - 1;
    }

    /// <summary>Leaves a buffer out: what would lie there is read while it is computed, and never stored.</summary>
    public void LeaveOut(int buffer) => _entries[buffer].IsLeftOut = true;

    /// <summary>Whether the results of as few samples as there is always room for are more than the cache holds.</summary>
    public bool ExceedsCache { get; private set; }

    /// <summary>The floats from one sample to the next.</summary>
    public int Stride(int buffer) => _entries[buffer].Stride;

    /// <summary>Notes that a step still uses the buffer.</summary>
    public void Use(int buffer, int step)
    {
        if (buffer >= 0)
            _entries[buffer].Last = Math.Max(_entries[buffer].Last, step);
    }

    /// <summary>Gives every buffer that is always there its place.</summary>
    /// <param name="length">The floats of all those.</param>
    /// <param name="capacity">The samples each buffer has room for.</param>
    public void Place(out int length, out int capacity)
    {
        int perSample = PlaceSample(out capacity);
        _capacity = capacity;
        length = capacity * perSample;
    }

    /// <summary>Gives every buffer a place of its own, with room for one sample: what stays there is there in the next call.</summary>
    /// <param name="length">The floats of all those.</param>
    public void PlaceApart(out int length)
    {
        length = 0;
        foreach (Entry entry in _entries.Where(entry => !entry.IsLeftOut))
        {
            entry.Offset = length;
            length += MemoryLayout.RoundUp(entry.Stride, MemoryLayout.WidestVector);
        }

        _capacity = 1;
    }

    /// <summary>
    /// Gives every buffer that is always there its place when the workspace holds any number of samples: places and lengths are then for
    /// each sample.
    /// </summary>
    /// <param name="length">The floats of a sample.</param>
    /// <param name="block">The samples that go through the steps together.</param>
    public void PlaceWhole(out int length, out int block)
    {
        length = PlaceSample(out block);
        _capacity = 1;
    }

    private int PlaceSample(out int capacity)
    {
        int perSample = 0;
        foreach (Entry entry in _entries.Where(entry => !entry.OnRequest && !entry.IsLeftOut))
        {
            IGrouping<int, Entry>? free = _entries
                .Where(other => other.Offset >= 0 && other.Stride == entry.Stride)
                .GroupBy(other => other.Offset)
                .FirstOrDefault(place => !place.Any(entry.Overlaps));
            entry.Offset = free?.Key ?? perSample;
            perSample = Math.Max(perSample, entry.Offset + entry.Stride);
        }

        ExceedsCache = perSample > SecondLevelCache / LeastCapacity;
        capacity = Math.Max(LeastCapacity, Math.Min(MostCapacity, WorkingSet / Math.Max(1, perSample) / LeastCapacity * LeastCapacity));
        return perSample;
    }

    /// <summary>All buffers; those on request follow from <paramref name="end"/> on, which becomes where they end.</summary>
    public EquatableArray<BufferPlan> Finish(ref int end)
    {
        var plans = new List<BufferPlan>();
        foreach (Entry entry in _entries)
        {
            plans.Add(
                new BufferPlan(
                    entry.Name,
                    entry.Width,
                    entry.Stride,
                    entry.IsLeftOut ? BufferPlan.Nowhere
                        : entry.OnRequest ? end
                        : entry.Offset * _capacity
                )
            );
            if (entry.OnRequest)
                end += entry.Stride * _capacity;
        }

        return plans.ToEquatableArray();
    }

    // As many samples at a time as keep the results in the second-level cache, in whole tiles of eight.
    private const int LeastCapacity = 8;
    private const int MostCapacity = 128;
    private const int WorkingSet = 512 * 1024;

    // Half of a small second-level cache, in floats.
    private const int SecondLevelCache = 128 * 1024;

    private sealed class Entry(string name, int width, int stride, int first, bool onRequest)
    {
        public bool OnRequest { get; } = onRequest;

        public bool IsLeftOut { get; set; }

        public string Name { get; } = name;

        public int Width { get; } = width;

        public int Stride { get; } = stride;

        public int First { get; } = first;

        public int Last { get; set; } = first;

        public int Offset { get; set; } = -1;

        public bool Overlaps(Entry other) => First <= other.Last && other.First <= Last;
    }
}
