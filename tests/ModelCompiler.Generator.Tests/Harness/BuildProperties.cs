using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelCompiler.Generator.Tests.Harness;

/// <summary>What a build tells generators of its properties, one to a line: a name, <c>=</c> and a value.</summary>
internal sealed class BuildProperties(string lines) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(lines);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(string.Empty);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(string.Empty);

    private sealed class Options(string lines) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _values = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('='))
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim(), KeyComparer);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => _values.TryGetValue(key, out value);
    }
}
