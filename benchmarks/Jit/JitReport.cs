using System.Text.RegularExpressions;

namespace ModelCompiler.Benchmarks.Jit;

/// <summary>What the just-in-time compiler made of our methods at one vector width.</summary>
internal sealed partial class JitReport
{
    private readonly List<string> _faults = [];
    private int _methods;
    private int _optimized;
    private int _tiles;
    private int _loops;
    private int _functions;

    /// <summary>What is wrong; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads a file with the compiler's summary and listings.</summary>
    public static JitReport Read(string path)
    {
        var report = new JitReport();
        foreach (string line in File.ReadLines(path))
            report.Summary(line);
        foreach (JitListing listing in JitListing.Read(path).Where(listing => listing.Tier is "Tier1" or "FullOpts"))
            report.Check(listing);
        if (report._loops == 0)
            report._faults.Add("No tile was optimised, so nothing was checked.");
        return report;
    }

    /// <summary>The numbers in words.</summary>
    public override string ToString() =>
        $"{_methods} compilations of ModelCompiler methods, {_optimized} of them with all optimisations; {_tiles} tiles with {_loops} "
        + $"inner loops; {_functions} other methods; "
        + (
            _faults.Count > 0
                ? $"{_faults.Count} faults."
                : "no method at MinOpts, no spill in an inner loop, no call in a tile or an optimizer's pass, "
                    + "no call of a vector operation elsewhere."
        );

    private void Summary(string line)
    {
        if (Compiled().Match(line) is not { Success: true } match)
            return;
        _methods++;
        string tier = match.Groups["tier"].Value;
        if (tier == "FullOpts" || (tier.StartsWith("Tier1", StringComparison.Ordinal) && !tier.Contains("OSR", StringComparison.Ordinal)))
            _optimized++;
        if (tier.Contains("MinOpts", StringComparison.Ordinal))
            _faults.Add($"{match.Groups["method"].Value} was compiled at {tier}.");
    }

    private void Check(JitListing listing)
    {
        if (!TileOrSweep().IsMatch(listing.Method))
        {
            // These call each other and what they are made of, but no operation of a vector.
            _functions++;
            if (listing.Lines.Count(JitListing.IsVectorCall) is > 0 and var calls)
                _faults.Add(
                    $"{listing.Method} calls {calls} operations of vectors, the first: "
                        + $"{listing.Lines.First(JitListing.IsVectorCall).Trim()}"
                );
            return;
        }

        bool isSweep = listing.Method.Contains("ParameterSweep:", StringComparison.Ordinal);
        if (!isSweep)
            Loops(listing);

        // Something was not inlined: the compiler has used up its budget for the method. The last, partial vector of a pass over the
        // parameters is a call on purpose.
        if (
            listing.Lines.FirstOrDefault(line => JitListing.IsCall(line) && !line.Contains(":UpdateTail[", StringComparison.Ordinal)) is
            { } call
        )
            _faults.Add($"{listing.Method} calls: {call.Trim()}");
    }

    private void Loops(JitListing listing)
    {
        _tiles++;
        IReadOnlyList<IReadOnlyList<string>> loops = listing.InnerLoops();
        if (loops.Count == 0)
            _faults.Add($"{listing.Method} has no loop that multiplies.");
        foreach (IReadOnlyList<string> loop in loops)
        {
            _loops++;
            if (loop.FirstOrDefault(listing.IsSpill) is { } spill)
                _faults.Add($"{listing.Method} moves a vector to or from the stack in its inner loop: {spill.Trim()}");
        }
    }

    [GeneratedRegex(@"\b(Tile|TallTile|PlanarTile|SampleTile|ParameterSweep):")]
    private static partial Regex TileOrSweep();

    [GeneratedRegex(@"^\s*\d+: JIT compiled (?<method>ModelCompiler\..*) \[(?<tier>[^,\]]*),")]
    private static partial Regex Compiled();
}
