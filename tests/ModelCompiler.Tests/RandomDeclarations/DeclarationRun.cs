using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>A fault, with the smallest declaration that shows it.</summary>
internal sealed record Fault(int Seed, string Text, ModelDeclaration Declaration)
{
    /// <summary>What smaller declarations must show, too: the id of a diagnostic, or the first word of what differs.</summary>
    public string Kind => Text.Split([':', ' '])[0] + (Text.Split("error ") is [_, var id, ..] ? id.Split(':')[0] : "");

    public override string ToString() => $"Seed {Seed.ToString(CultureInfo.InvariantCulture)}: {Text}\n\n{Declaration.ToCode()}";
}

/// <summary>How far declarations are tried; each goes further than the one before, and is slower by far.</summary>
internal enum Depth
{
    /// <summary>The generator writes a model for each.</summary>
    Generate,

    /// <summary>The C# compiler has nothing to say of them.</summary>
    Compile,

    /// <summary>The models compute what the reference does.</summary>
    Run,
}

/// <summary>Compiles random declarations, many in one go, and compares what was compiled with their reference.</summary>
/// <param name="depth">How far.</param>
internal sealed class DeclarationRun(Depth depth)
{
    /// <summary>How many declarations share an assembly.</summary>
    public const int BatchSize = 100;

    /// <summary>The declarations that were generated, and compiled unless the depth says otherwise.</summary>
    public int Compiled { get; private set; }

    /// <summary>Those whose predictions and losses were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Those whose gradients were, too.</summary>
    public int ComparedGradients { get; private set; }

    /// <summary>Those whose predictions ONNX Runtime had a second opinion of.</summary>
    public int ComparedOpinions { get; private set; }

    /// <summary>The time in the generator and the C# compiler, and in the models and the reference.</summary>
    public TimeSpan Compiling { get; private set; }

    public TimeSpan Running { get; private set; }

    /// <summary>The declaration of a seed.</summary>
    public static ModelDeclaration Create(int seed) => RandomModels.Create(seed, string.Create(CultureInfo.InvariantCulture, $"Net{seed}"));

    /// <summary>Tries the declarations of consecutive seeds.</summary>
    public IReadOnlyList<Fault> Try(int firstSeed, int count)
    {
        List<(int Seed, ModelDeclaration Declaration)> all = [.. Enumerable.Range(firstSeed, count).Select(seed => (seed, Create(seed)))];
        var faults = new List<Fault>();
        Compiled += count;
        while (all.Count > 0)
        {
            long start = Stopwatch.GetTimestamp();
            (byte[]? image, IReadOnlyList<Diagnostic> diagnostics) = ModelAssembly.TryCompile(
                all.Select(model => model.Declaration.ToCode()),
                withAnalyzer: true,
                onlyGenerate: depth == Depth.Generate
            );
            Compiling += Stopwatch.GetElapsedTime(start);
            if (image is not null)
            {
                if (depth == Depth.Run)
                    Run(image, all, faults);
                break;
            }

            // The others once more, without those that the diagnostics name.
            List<Fault> found =
            [
                .. all.Select((model, index) => FaultOf(model.Seed, model.Declaration, index, diagnostics)).OfType<Fault>(),
            ];
            if (found.Count == 0)
                throw new InvalidOperationException("No declaration is at fault:\n" + string.Join("\n", diagnostics));
            faults.AddRange(found);
            all.RemoveAll(model => found.Exists(fault => fault.Seed == model.Seed));
        }

        return faults;
    }

    /// <summary>What is wrong with one declaration, or null.</summary>
    public Fault? Alone(ModelDeclaration declaration, int seed)
    {
        if (declaration.Place() is null)
            return null;
        (byte[]? image, IReadOnlyList<Diagnostic> diagnostics) = ModelAssembly.TryCompile(
            [declaration.ToCode()],
            withAnalyzer: true,
            onlyGenerate: depth == Depth.Generate
        );
        if (image is null)
            return new Fault(
                seed,
                "compilation: " + string.Join("\n", diagnostics.Select(diagnostic => diagnostic.ToString()).Distinct().Take(3)),
                declaration
            );
        if (depth != Depth.Run)
            return null;
        using var assembly = new ModelAssembly(image);
        return ModelCheck.Run(declaration, assembly.Create(declaration.Name), seed).Fault is { } fault
            ? new Fault(seed, fault, declaration)
            : null;
    }

    /// <summary>The fault with a declaration as small as possible.</summary>
    public Fault Shrink(Fault fault) => Shrinking.Run(fault, declaration => Alone(declaration, fault.Seed));

    private static Fault? FaultOf(int seed, ModelDeclaration declaration, int index, IEnumerable<Diagnostic> diagnostics)
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"Model{index}.cs("),
            generated = $".{declaration.Name}.g.cs(",
            quoted = $"'{declaration.Name}'";
        List<string> own =
        [
            .. diagnostics
                .Select(diagnostic => diagnostic.ToString())
                .Where(text =>
                    text.Contains(file, StringComparison.Ordinal)
                    || text.Contains(generated, StringComparison.Ordinal)
                    || text.Contains(quoted, StringComparison.Ordinal)
                ),
        ];
        return own.Count == 0 ? null : new Fault(seed, "compilation: " + string.Join("\n", own.Distinct().Take(3)), declaration);
    }

    private void Run(byte[] image, IEnumerable<(int Seed, ModelDeclaration Declaration)> models, List<Fault> faults)
    {
        long start = Stopwatch.GetTimestamp();
        using var assembly = new ModelAssembly(image);
        foreach ((int seed, ModelDeclaration declaration) in models)
        {
            (string? fault, bool hasGradient, bool hasOpinion) = ModelCheck.Run(declaration, assembly.Create(declaration.Name), seed);
            Compared++;
            ComparedGradients += hasGradient ? 1 : 0;
            ComparedOpinions += hasOpinion ? 1 : 0;
            if (fault is not null)
                faults.Add(new Fault(seed, fault, declaration));
        }

        Running += Stopwatch.GetElapsedTime(start);
    }
}
