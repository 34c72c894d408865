using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints what the user's class receives: few, documented members that hand over to the class that computes.</summary>
internal static class MembersEmitter
{
    private const string Floats = "global::System.Span<float>";

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        string name = plan.Model.Name;
        code.Line("/// <remarks>");
        code.Line("/// <code>");
        foreach (string line in SummaryText.Of(plan).Split('\n'))
            code.Line("/// " + Text.Documentation(line));
        code.Line("/// </code>");
        code.Line("/// </remarks>");
        string kind = plan.Stream is null ? "IModel" : "IStreamingModel";
        using (
            code.Open(
                $"partial class {name} : global::ModelCompiler.{kind}<{name}>{CarriedStateMembersEmitter.Base(plan)}"
                    + ForwardPassMembersEmitter.Base(plan)
            )
        )
        {
            Constants(code, plan);
            Construction(code, plan);
            Parameters(code, plan);
            PredictMembersEmitter.Write(code, plan);
            PartMembersEmitter.Write(code, plan);
            StreamMembersEmitter.Write(code, plan);
            TokenMembersEmitter.Write(code, plan);
            TrainingMembersEmitter.Write(code, plan);
            HeadMembersEmitter.Write(code, plan);
            ForwardPassMembersEmitter.Write(code, plan);
            CarriedStateMembersEmitter.Write(code, plan);
            FunctionCheckEmitter.WriteMember(code, plan);
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line(GeneratedMark.Attribute);
            code.Line(
                $"public static global::ModelCompiler.ModelDescription Description {{ get; }} = "
                    + $"global::ModelCompiler.Generated.{PassesEmitter.TypeName(plan)}.Describe();"
            );
        }
    }

    private static void Constants(CodeWriter code, ModelPlan plan)
    {
        string length = plan.Model.HasLengths ? ", and its length" : string.Empty;
        code.Line($"/// <summary>The values of one sample, {plan.InputShape}{length}.</summary>");
        code.Line($"public const int InputSize = {Text.Of(plan.InputSize)};");
        code.Line();
        code.Line($"/// <summary>The outputs of one sample, {plan.OutputShape}.</summary>");
        code.Line($"public const int OutputSize = {Text.Of(plan.OutputShape.Size)};");
        code.Line();
        code.Line("/// <summary>The number of values of all parameters.</summary>");
        code.Line($"public const int ParameterCount = {Text.Of(plan.ParameterCount)};");
        code.Line();
        code.Line($"private readonly global::ModelCompiler.AlignedBuffer _parameters = new({Text.Of(plan.ParameterBufferLength)});");
        code.Line($"private readonly global::ModelCompiler.ParameterFreezing {LayerDefinition.Freezing} = new(Description);");
        if (plan.Training is not null)
        {
            code.Line("private global::ModelCompiler.AlignedBuffer? _workspace;");
            code.Line(
                $"private readonly global::ModelCompiler.ParameterGuard _guard = "
                    + $"new({SymbolDisplay.FormatLiteral(plan.Model.Name, quote: true)});"
            );
        }

        HeadMembersEmitter.Field(code, plan);
        ForwardPassMembersEmitter.Field(code, plan);
        if (plan.HasNoise)
            code.Line("private ulong _randomState;");
        code.Line("private int _maxDegreeOfParallelism = global::System.Environment.ProcessorCount;");
        code.Line();
    }

    private static void Construction(CodeWriter code, ModelPlan plan)
    {
        string name = plan.Model.Name;
        code.Line("/// <summary>Creates the model with freshly initialised parameters, the same on every machine.</summary>");
        code.Line(GeneratedMark.Attribute);
        using (code.Open($"public {name}() : this(0)")) { }

        code.Line();
        code.Line(
            "/// <summary>Creates the model with freshly initialised parameters: the same seed gives the same parameters on every "
                + "machine.</summary>"
        );
        code.Line("/// <param name=\"seed\">Any number.</param>");
        code.Line(GeneratedMark.Attribute);
        using (code.Open($"public {name}(ulong seed)"))
        {
            code.Line("global::ModelCompiler.ParameterInitializer.Fill(Description, _parameters.Span, seed);");
            if (plan.HasNoise)
                code.Line("_randomState = global::ModelCompiler.Kernels.Noise.FirstState(seed);");
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line(GeneratedMark.Attribute);
        code.Line($"public static {name} Create(ulong seed) => new(seed);");
        if (plan.Model.Weights is { } weights)
        {
            code.Line();
            code.Line(
                "/// <summary>Creates the model with the trained parameters that the assembly carries, without file access. They are "
                    + "read and packed anew by each call.</summary>"
            );
            code.Line(
                "/// <exception cref=\"global::System.ArgumentException\">The assembly has no such file: it is not among the "
                    + "project's ModelWeights.</exception>"
            );
            code.Line(
                "/// <exception cref=\"global::ModelCompiler.SafeTensorsException\">The file is damaged or does not fit the "
                    + "model.</exception>"
            );
            code.Line(GeneratedMark.Attribute);
            code.Line(
                $"public static {name} CreateTrained() => "
                    + $"global::ModelCompiler.EmbeddedWeights.Create<{name}>(typeof({name}).Assembly, "
                    + $"{SymbolDisplay.FormatLiteral(weights, quote: true)});"
            );
        }

        code.Line();
    }

    private static void Parameters(CodeWriter code, ModelPlan plan)
    {
        string name = plan.Model.Name;
        code.Line("/// <inheritdoc/>");
        code.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        code.Line(GeneratedMark.Attribute);
        code.Line($"public {Floats} Parameters => _parameters.Span;");
        code.Line();
        code.Line(GeneratedMark.Attribute);
        code.Line(
            $"global::ModelCompiler.ParameterFreezing global::ModelCompiler.IModel<{plan.Model.Name}>.Freezing => "
                + $"{LayerDefinition.Freezing};"
        );
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line(GeneratedMark.Attribute);
        using (code.Open("public int MaxDegreeOfParallelism"))
        {
            code.Line("get => _maxDegreeOfParallelism;");
            using (code.Open("set"))
            {
                code.Line("global::System.ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);");
                code.Line("_maxDegreeOfParallelism = value;");
            }
        }

        code.Line();
        RandomState(code, plan);
        if (plan.Training is not null)
        {
            code.Line(GeneratedMark.Attribute);
            code.Line($"global::ModelCompiler.ParameterGuard? global::ModelCompiler.IModel<{name}>.Guard => _guard;");
            code.Line();
        }

        code.Line("/// <summary>A live view of the parameter of that name, as <c>hidden.weight</c>.</summary>");
        code.Line(
            "/// <exception cref=\"global::System.ArgumentException\">There is none; the message lists those that exist.</exception>"
        );
        code.Line(GeneratedMark.Attribute);
        code.Line(
            "public global::ModelCompiler.ParameterView Parameter(string name) => new(Description.Parameter(name), _parameters.Span);"
        );
        LayerProperties(code, plan);
        code.Line();
    }

    private static void LayerProperties(CodeWriter code, ModelPlan plan)
    {
        foreach (LayerSpec layer in plan.Model.Layers)
        {
            ParameterPlan[] own = plan.Parameters.Where(parameter => parameter.Layer == layer.Name).ToArray();
            ParameterPlan? tied = layer.TiedTo is null
                ? null
                : plan.Parameters.First(parameter => parameter.Layer == layer.TiedTo && parameter.Role == "weight");
            if (own.Length == 0 && tied is null)
                continue;
            code.Line();
            IEnumerable<string> parameters = own.Select(parameter => $"{parameter.Role} {parameter.Shape}");
            if (tied is not null)
                parameters = parameters.Prepend($"weight {tied.Shape} of {tied.Layer}");
            code.Line($"/// <summary>{layer.Name}: {string.Join(", ", parameters)}.</summary>");
            LayerDefinition definition = LayerCatalogue.Of(layer);
            string arguments = tied is null
                ? definition.ParameterArguments(layer, own[0].Index, own.Length)
                : $"{Text.Of(tied.Index)}, {Text.Of(own.Length == 0 ? -1 : own[0].Index)}, {LayerDefinition.Freezing}";
            code.Line(GeneratedMark.Attribute);
            code.Line(
                $"public global::ModelCompiler.{definition.ParametersTypeOf(layer)} {Names.Pascal(layer.Name)} => "
                    + $"new(Description, _parameters.Span, {arguments});"
            );
        }
    }

    private static void RandomState(CodeWriter code, ModelPlan plan)
    {
        if (!plan.HasNoise)
            return;
        code.Line(GeneratedMark.Attribute);
        using (code.Open($"ulong global::ModelCompiler.IModel<{plan.Model.Name}>.RandomState"))
        {
            code.Line("get => _randomState;");
            code.Line("set => _randomState = value;");
        }

        code.Line();
    }
}
