using System.Globalization;
using ModelCompiler.Benchmarks.Peak;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>Measures the multiply-add peaks between the rounds, so that a percentage compares what happened at the same time.</summary>
internal sealed class PeakMeter
{
    private readonly IReadOnlyList<MultiplyAddPeak> _all = MultiplyAddPeak.All();
    private readonly MultiplyAddPeak _widest;
    private readonly MultiplyAddPeak _ours;
    private readonly List<double> _widestReadings = [];
    private readonly List<double> _ourReadings = [];
    private readonly List<double> _allOurReadings = [];

    /// <summary>Chooses the loops; takes about a second.</summary>
    public PeakMeter()
    {
        MultiplyAddPeak.Calibrate(_all);
        bool fused = MultiplyAddPeak.HasFusedMultiplyAdd;
        _widest = _all.First(peak => peak.IsFused == fused);
        _ours = _all.FirstOrDefault(peak => peak.IsFused == fused && peak.Bits == VectorWidth.OursInBits) ?? _widest;
    }

    /// <summary>The peak of the widest vectors, which rivals may use, since <see cref="Reset"/>.</summary>
    public double WidestGflops => Statistics.Median(_widestReadings);

    /// <summary>The peak of the width that our kernels use, since <see cref="Reset"/>.</summary>
    public double OurGflops => Statistics.Median(_ourReadings);

    /// <summary>The peak of the width that our kernels use over the whole run, in words.</summary>
    public string OursInWords =>
        string.Create(CultureInfo.InvariantCulture, $"{Statistics.Median(_allOurReadings):0.0} GFLOP/s ({_ours}, one thread)");

    /// <summary>Forgets the readings since the last reset.</summary>
    public void Reset()
    {
        _widestReadings.Clear();
        _ourReadings.Clear();
    }

    /// <summary>Takes a reading.</summary>
    public void Read()
    {
        _widestReadings.Add(_widest.Measure());
        _ourReadings.Add(ReferenceEquals(_ours, _widest) ? _widestReadings[^1] : _ours.Measure());
        _allOurReadings.Add(_ourReadings[^1]);
    }

    /// <summary>Prints the peak of every width and kind.</summary>
    public void WriteAll(TextWriter output)
    {
        output.WriteLine("Peak of one thread, measured in registers:");
        foreach (MultiplyAddPeak peak in _all)
        {
            double gflops = Statistics.Median([.. Enumerable.Range(0, 25).Select(_ => peak.Measure())]);
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {peak, -28} {gflops, 7:0.0} GFLOP/s with {peak.Accumulators} accumulators")
            );
        }
        output.WriteLine($"Percentages: ours of the {_ours}, others of the {_widest}; times the number of threads.");
        if (VectorWidth.DotNetIsRestricted)
            output.WriteLine("Instructions are taken away from .NET code only: native engines may still use them, and pass 100%.");
    }
}
