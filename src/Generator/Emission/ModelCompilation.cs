using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Emission;

/// <summary>Stand-in until the emission is merged.</summary>
internal static class ModelCompilation
{
    public static string Emit(ModelSpec spec) => $"// {spec.Name}\n";
}
