using Microsoft.CodeAnalysis;

namespace ModelCompiler.Benchmarks.Generator;

/// <summary>What a run of the driver costs for a generator that looks at nothing.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterPostInitializationOutput(static _ => { });
}
