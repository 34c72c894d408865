using System.Text.RegularExpressions;

namespace ModelCompiler.Benchmarks.Jit;

/// <summary>The machine code of one method, as the just-in-time compiler lists it.</summary>
/// <param name="Method">The method with its type arguments.</param>
/// <param name="Tier">The tier, as <c>Tier1</c>.</param>
/// <param name="Lines">The lines.</param>
internal sealed partial record JitListing(string Method, string Tier, IReadOnlyList<string> Lines)
{
    /// <summary>The listings of a file.</summary>
    public static IEnumerable<JitListing> Read(string path)
    {
        (string Method, string Tier)? head = null;
        var lines = new List<string>();
        foreach (string line in File.ReadLines(path))
        {
            if (Head().Match(line) is { Success: true } match)
            {
                head = (match.Groups["method"].Value, match.Groups["tier"].Value);
                lines.Clear();
            }
            lines.Add(line);
            if (head is { } found && line.StartsWith("; Total bytes of code", StringComparison.Ordinal))
            {
                // The compiler works on several threads, whose listings can run into each other.
                if (lines.Count(line => line.Contains("_IG01:", StringComparison.Ordinal)) == 1)
                    yield return new JitListing(found.Method, found.Tier, [.. lines]);
                head = null;
            }
        }
    }

    /// <summary>
    /// The loops that multiply: the lines from the label that a jump goes back to, to that jump, when they contain no shorter such loop.
    /// Blocks that are rarely used stand behind the method and jump back too; they do not multiply.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> InnerLoops()
    {
        var labels = new Dictionary<string, int>();
        var loops = new List<(int Start, int End)>();
        for (int index = 0; index < Lines.Count; index++)
        {
            if (Label().Match(Lines[index]) is { Success: true } label)
                labels[label.Groups["label"].Value] = index;
            else if (Jump().Match(Lines[index]) is { Success: true } jump && labels.TryGetValue(jump.Groups["label"].Value, out int start))
                loops.Add((start, index));
        }
        loops.RemoveAll(loop => !Of(loop).Any(line => Multiplication().IsMatch(line)));
        return
        [
            .. from loop in loops
            where !loops.Exists(other => other != loop && other.Start >= loop.Start && other.End <= loop.End)
            select Of(loop).ToList(),
        ];

        IEnumerable<string> Of((int Start, int End) loop) => Lines.Skip(loop.Start).Take(loop.End - loop.Start + 1);
    }

    /// <summary>Whether an instruction moves a vector to or from the stack.</summary>
    public bool IsSpill(string instruction) =>
        VectorRegister().IsMatch(instruction)
        && (
            instruction.Contains("[rsp", StringComparison.Ordinal)
            || (instruction.Contains("[rbp", StringComparison.Ordinal) && FrameIsInRbp)
        );

    /// <summary>Whether an instruction calls a method.</summary>
    public static bool IsCall(string instruction) => Call().IsMatch(instruction);

    /// <summary>Whether an instruction calls an operation or function of a vector that should have been inlined.</summary>
    public static bool IsVectorCall(string instruction) => VectorCall().IsMatch(instruction);

    private bool FrameIsInRbp => Lines.Any(line => line.StartsWith("; rbp based frame", StringComparison.Ordinal));

    [GeneratedRegex(@"^; Assembly listing for method (?<method>.*) \((?<tier>[^()]*)\)$")]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?<label>G_M\w+_IG\d+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+j\w+\s+(SHORT\s+)?(?<label>G_M\w+_IG\d+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"^\s+(vfmadd\w+ps|v?mulps)\s")]
    private static partial Regex Multiplication();

    [GeneratedRegex(@"\b[xyz]mm\d")]
    private static partial Regex VectorRegister();

    [GeneratedRegex(@"^\s+call\s")]
    private static partial Regex Call();

    [GeneratedRegex(@"^\s+(call|tail\.jmp)\s+\[ModelCompiler\.Simd\.(\w*Lanes\d+|VectorMath):")]
    private static partial Regex VectorCall();
}
