using ModelCompiler.Generator.Emission;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Lowering;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator;

/// <summary>The whole compiler: declaration, graph, plan, text.</summary>
internal static class ModelCompilation
{
    /// <summary>The plan of a correct declaration.</summary>
    public static ModelPlan Plan(ModelSpec model) => ModelPlanner.Plan(model, GraphCompiler.Compile(model), GraphCompiler.Rows(model));

    /// <summary>The generated file of a correct declaration.</summary>
    public static string Emit(ModelSpec model) => ModelEmitter.Write(Plan(model));
}
