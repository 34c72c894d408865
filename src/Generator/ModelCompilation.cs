using ModelCompiler.Generator.Emission;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Lowering;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator;

/// <summary>The whole compiler: declaration, graph, plan, text.</summary>
internal static class ModelCompilation
{
    /// <summary>The plan of a correct declaration.</summary>
    public static ModelPlan Plan(ModelSpec model)
    {
        ModelGraph graph = GraphCompiler.Compile(model);
        ModelPlan plan = ModelPlanner.Plan(model, graph, Rows(model));
        if (!model.InputShape.IsSequence)
            return plan;

        // A stream has no end that could be known before.
        string? why = model.Heads.Skip(1).Any()
            ? StreamPlanner.SeveralOutputs
            : StreamPlanner.WhyNot(
                model.HasLengths ? GraphCompiler.Compile(model with { HasLengths = false, Heads = ModelSpec.NoHeads }) : graph
            );
        StreamPlan? stream = why is null
            ? StreamPlanner.Plan(GraphCompiler.CompileStep(model), plan.Parameters, model.InputShape.Extent(Axis.Step))
            : null;
        return plan with { Stream = stream, WhyNoStream = stream is null ? why ?? StreamPlanner.AllSteps : null };
    }

    /// <summary>The generated file of a correct declaration.</summary>
    public static string Emit(ModelSpec model) => ModelEmitter.Write(Plan(model));

    /// <summary>The rows of the summary, as far as the declaration knows them.</summary>
    public static EquatableArray<LayerPlan> Rows(ModelSpec model) =>
        model
            .Layers.Select(layer => new LayerPlan(
                layer.Name,
                LayerCatalogue.Of(layer).Describe(layer),
                TensorShape.Scalar,
                0,
                0,
                string.Empty
            ))
            .ToEquatableArray();
}
