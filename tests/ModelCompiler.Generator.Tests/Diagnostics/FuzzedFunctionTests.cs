using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>
/// Bodies of functions with tokens left out, doubled, exchanged and mixed: the generator throws for none, and what it accepts compiles.
/// <c>MODELCOMPILER_FUZZED_FUNCTIONS</c> says how many hundreds are tried; 2 by default.
/// </summary>
public sealed class FuzzedFunctionTests
{
    private const int BodiesPerProject = 100;

    private static readonly string[] s_bodies =
    [
        "x + MathF.Pow(MathF.Sin(a * x), 2) / a",
        "x * ScalarMath.Sigmoid(x)",
        "x > 0 ? x : a * (MathF.Exp(x) - 1)",
        "MathF.Abs(x) < 1e-3f ? 1 - x * x / 6 : MathF.Sin(x) / x",
        "(x * x + 1f) / (1 + MathF.Abs(a * x))",
        "MathF.Max(-1, MathF.Min(1, x)) + MathF.Floor(x) * 0.1f",
        "Helper(x) - Helper(a) * Scale",
        "MathF.Atan(x) % 2f + (float)2 - -x",
        "x < -1 ? -1 : x > 1 ? 1 : x == a ? 0f : x",
        "MathF.Exp(-x * x) * MathF.Sqrt(x * x + Scale)",
    ];

    private static readonly string[] s_rowBodies =
    [
        "Row.LogSumExp(x) - Row.Sum(x * a)",
        "1 - Row.Sum(x * a) / MathF.Sqrt(Row.Sum(x * x) * Row.Sum(Helper(a)) + Scale)",
        "MathF.Max(0, Row.Max(x + 1 - a) - Row.Mean(x * a))",
        "Row.Mean(Helper(x - Row.Mean(x)) * Row.Softmax(a))",
        "Row.Sum(Row.Exp(Row.LogSoftmax(x)) * a) > 1 ? Row.Min(x) : 2f * -Row.Max(a)",
        "Row.Sum(Row.Abs(x - a) / (1 + Row.Max(Row.Abs(x), 2f)))",
    ];

    private static readonly string[] s_strangers =
    [
        "x",
        "a",
        "1f",
        "0",
        "1e38f",
        "float.NaN",
        "MathF.Log(x)",
        "(double)x",
        "this",
        "null",
        "new()",
        "default",
        "y => y",
        "x++",
        "x = 1",
        "\"x\"",
        "Helper",
        "F(x, a)",
        "await x",
        "x!",
        "..",
        "is float",
        "&&",
        "|",
        "<<",
        ";",
        "{",
        "}",
        "/*",
    ];

    [Fact]
    public void The_generator_throws_for_none_and_what_it_accepts_compiles()
    {
        int projects = int.Parse(Environment.GetEnvironmentVariable("MODELCOMPILER_FUZZED_FUNCTIONS") ?? "2", CultureInfo.InvariantCulture);
        int accepted = 0;
        for (int project = 0; project < projects; project++)
        {
            var random = new Random(project);
            string[] bodies = [.. Enumerable.Range(0, BodiesPerProject).Select(number => Mutated(random, number))];
            GeneratorRun run = GeneratorRun.Of(Compilations.Create([.. bodies.Select(Source)]));
            Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id == "MC0901");
            accepted += Accepted(run, bodies);
        }

        Assert.True(accepted > 5 * projects, $"Only {accepted} of {projects * BodiesPerProject} bodies were accepted: little was tried.");
    }

    // The models without a stub, in which nothing may be wrong but what the user wrote.
    private static int Accepted(GeneratorRun run, string[] bodies)
    {
        ILookup<string, Diagnostic> errors = run
            .Output.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath ?? string.Empty);
        int accepted = 0;
        foreach (SyntaxTree generated in run.Output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            if (generated.ToString().Contains("BrokenModel", StringComparison.Ordinal))
                continue;
            accepted++;
            string name = Path.GetFileName(generated.FilePath);
            int number = int.Parse(name.Split('.')[0][1..], CultureInfo.InvariantCulture);
            Assert.True(!errors[generated.FilePath].Any(), $"{bodies[number]}\n{errors[generated.FilePath].FirstOrDefault()}");
        }

        return accepted;
    }

    // Every other one is a loss of a row.
    private static string Source(string body, int number) =>
        $$"""
            static class F{{number}}
            {
                const float Scale = 0.5f;
                [ScalarFunction] static float Helper(float x) => x * x;
                [ScalarFunction] static Row Helper(Row x) => x * x;
                [ScalarFunction] public static float F({{(
                number % 2 == 0 ? "float x, [Learned(1f)] float a" : "Row x, Row a"
            )}}) => {{body}};
            }
            [Model]
            [Input(2)]
            [Dense(3{{(number % 2 == 0 ? $", typeof(F{number}), \"F\"" : "")}})]
            [Dense(1)]
            [Loss({{(number % 2 == 0 ? "Loss.MeanSquaredError" : $"typeof(F{number}), \"F\"")}})]
            public sealed partial class M{{number}};
            """;

    private static string Mutated(Random random, int number)
    {
        string[] bodies = number % 2 == 0 ? s_bodies : s_rowBodies;
        List<string> tokens = Tokens(bodies[random.Next(bodies.Length)]);
        List<string> others = Tokens(bodies[random.Next(bodies.Length)]);
        for (int change = random.Next(4); change >= 0; change--)
        {
            int place = random.Next(tokens.Count);
            switch (random.Next(6))
            {
                case 0 when tokens.Count > 1:
                    tokens.RemoveAt(place);
                    break;
                case 1:
                    tokens.Insert(place, tokens[random.Next(tokens.Count)]);
                    break;
                case 2:
                    int other = random.Next(tokens.Count);
                    (tokens[place], tokens[other]) = (tokens[other], tokens[place]);
                    break;
                case 3:
                    tokens[place] = others[random.Next(others.Count)];
                    break;
                case 4:
                    tokens[place] = s_strangers[random.Next(s_strangers.Length)];
                    break;
                default:
                    int start = random.Next(others.Count);
                    tokens.InsertRange(place, others.GetRange(start, random.Next(others.Count - start)));
                    break;
            }
        }

        return string.Join(' ', tokens);
    }

    private static List<string> Tokens(string body) =>
        [.. SyntaxFactory.ParseTokens(body).Select(token => token.Text).Where(text => text.Length > 0)];
}
