using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using ModelCompiler.Simd;

namespace ModelCompiler.Benchmarks.Peak;

/// <summary>The multiply-adds that one core can do at one vector width: the limit of any dense layer.</summary>
internal sealed class MultiplyAddPeak
{
    private const int RepetitionsPerCall = 20_000;

    private readonly List<(int Accumulators, PeakLoop Loop)> _loops;
    private (int Accumulators, PeakLoop Loop) _best;
    private float _sink;

    private MultiplyAddPeak(int bits, bool isFused)
    {
        Bits = bits;
        IsFused = isFused;
        _loops =
        [
            .. bits switch
            {
                512 => isFused ? PeakLoops<Lanes16>.Fused : PeakLoops<Lanes16>.Separate,
                256 => isFused ? PeakLoops<Lanes8>.Fused : PeakLoops<Lanes8>.Separate,
                _ => isFused ? PeakLoops<Lanes4>.Fused : PeakLoops<Lanes4>.Separate,
            },
        ];
        _best = _loops[0];
    }

    /// <summary>The width in bits.</summary>
    public int Bits { get; }

    /// <summary>Whether a multiply-add is one instruction; false for a multiplication followed by an addition.</summary>
    public bool IsFused { get; }

    /// <summary>The number of accumulators that was fastest.</summary>
    public int Accumulators => _best.Accumulators;

    /// <summary>Whether this process has fused multiply-adds in hardware.</summary>
    public static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>The widest vector this process can use, in bits.</summary>
    public static int WidestBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : 128;

    /// <summary>The peaks of every width that this process can use, widest first: fused where the hardware can, then separate.</summary>
    public static IReadOnlyList<MultiplyAddPeak> All()
    {
        var peaks = new List<MultiplyAddPeak>();
        for (int bits = WidestBits; bits >= 128; bits /= 2)
        {
            if (HasFusedMultiplyAdd)
                peaks.Add(new MultiplyAddPeak(bits, isFused: true));
            peaks.Add(new MultiplyAddPeak(bits, isFused: false));
        }
        return peaks;
    }

    /// <summary>
    /// Calls every loop of every peak until the just-in-time compiler has optimised it, and chooses the fastest of each peak.
    /// </summary>
    public static void Calibrate(IReadOnlyList<MultiplyAddPeak> peaks)
    {
        // A method is compiled again after 30 calls, in the background and only when no new method has run for 100 ms. So: many short
        // calls of all loops, then a pause, and that once for each tier.
        const int Tiers = 4;
        for (int tier = 0; tier < Tiers; tier++)
        {
            foreach (MultiplyAddPeak peak in peaks)
            foreach ((_, PeakLoop loop) in peak._loops)
                for (int call = 0; call < 40; call++)
                    peak._sink += loop(100, 0.9f, 0.1f);
            Thread.Sleep(150);
        }
        foreach (MultiplyAddPeak peak in peaks)
            peak.ChooseFastest();
    }

    /// <summary>One short measurement, in GFLOP/s.</summary>
    public double Measure()
    {
        // The best of a few calls: the peak is what the core can do, not what an interrupted call did.
        double best = 0;
        for (int attempt = 0; attempt < 8; attempt++)
            best = Math.Max(best, Rate(_best.Accumulators, _best.Loop));
        return best;
    }

    /// <summary>The width and kind, as <c>512-bit fused multiply-add</c>.</summary>
    public override string ToString() => $"{Bits}-bit {(IsFused ? "fused multiply-add" : "multiply, then add")}";

    private void ChooseFastest()
    {
        double best = 0;
        foreach ((int accumulators, PeakLoop loop) in _loops)
        {
            for (int attempt = 0; attempt < 50; attempt++)
            {
                double rate = Rate(accumulators, loop);
                if (rate > best)
                {
                    best = rate;
                    _best = (accumulators, loop);
                }
            }
        }
    }

    private double Rate(int accumulators, PeakLoop loop)
    {
        long start = Stopwatch.GetTimestamp();
        _sink += loop(RepetitionsPerCall, 0.9f, 0.1f);
        double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        return 2.0 * accumulators * (Bits / 32) * RepetitionsPerCall / nanoseconds;
    }
}
