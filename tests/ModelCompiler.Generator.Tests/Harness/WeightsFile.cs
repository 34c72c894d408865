using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelCompiler.Generator.Tests.Harness;

/// <summary>The header of a file of weights, as the build hands it to the analyzer.</summary>
internal sealed class WeightsFile(string name, string content) : AdditionalText
{
    /// <summary>
    /// Files that every test's project has: a model of <c>[Input(2)] [Dense(1)]</c>, in single precision and in whole numbers, and a file
    /// that is none of weights.
    /// </summary>
    public static IReadOnlyList<AdditionalText> Standard { get; } =
    [
        OfHeader(
            "small.safetensors",
            """{"__metadata__":{"format":"pt"},"dense1.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"dense1.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}   """
        ),
        OfHeader(
            "whole.safetensors",
            """{"dense1.bias":{"dtype":"I32","shape":[1],"data_offsets":[0,4]},"dense1.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}"""
        ),
        OfHeader("broken.safetensors", ""),
        new WeightsFile("README.md", "no weights"),
    ];

    public override string Path => name;

    public static WeightsFile OfHeader(string name, string json) =>
        new($"obj/ModelWeights/{name}.header", Convert.ToBase64String(Encoding.UTF8.GetBytes(json)) + "\n");

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
}
