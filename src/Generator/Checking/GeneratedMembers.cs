using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>A member that compiled models have.</summary>
/// <param name="Name">Its name; <c>.ctor</c> for a constructor.</param>
/// <param name="Signature">As in <see cref="DeclaredMember.Signature"/>.</param>
/// <param name="Origin">Whether it implements the runtime's interface.</param>
/// <param name="Declaration">Its C# declaration without accessibility; <c>#</c> stands before the name, <c>{0}</c> for the class.</param>
internal sealed record GeneratedMember(string Name, string Signature, MemberOrigin Origin, string Declaration)
{
    /// <summary>The interface of the runtime that declares it, if any does; <c>{0}</c> stands for the class.</summary>
    public string Interface { get; init; } = "IModel<{0}>";

    /// <summary>Whether only models that take tokens have it.</summary>
    public bool IsOfTokens { get; init; }

    /// <summary>Whether only models of sequences have it.</summary>
    public bool IsOfSequences { get; init; }

    /// <summary>Whether models with several outputs lack it.</summary>
    public bool IsOfOneOutput { get; init; }

    /// <summary>Whether only models with a function of the user's have it.</summary>
    public bool IsOfFunctions { get; init; }

    /// <summary>Whether only models have it whose gradient by the outputs comes from outside.</summary>
    public bool IsOfOutputGradients { get; init; }

    public bool IsMethod => Signature != Name;

    /// <summary>Whether a member that the user wrote cannot stand beside this one.</summary>
    public bool CollidesWith(DeclaredMember member) =>
        Origin != MemberOrigin.HiddenInterface && member.Name == Name && (!IsMethod || !member.IsMethod || member.Signature == Signature);
}

/// <summary>Where a generated member comes from.</summary>
internal enum MemberOrigin
{
    Class,
    Constant,
    Constructor,
    Interface,

    /// <summary>
    /// Implements the interface explicitly: names in the attributes of a class are looked up among its members first, so
    /// a member <c>Loss</c> would make <c>[Loss(Loss.Huber)]</c> an error.
    /// </summary>
    HiddenInterface,

    /// <summary>Of no concern to callers, but its name is taken.</summary>
    Private,
}

/// <summary>
/// The members of compiled models besides the layers' own: what a user's member collides with, and what a stub must offer.
/// </summary>
internal static class GeneratedMembers
{
    private const string Input = "global::System.ReadOnlySpan<float>";
    private const string Classes = "global::System.ReadOnlySpan<int>";
    private const string Pass = "global::ModelCompiler.ForwardPass";
    private const string Output = "global::System.Span<float>";

    public static IReadOnlyList<GeneratedMember> All { get; } =
    [
        new("InputSize", "InputSize", MemberOrigin.Constant, "InputSize"),
        new("OutputSize", "OutputSize", MemberOrigin.Constant, "OutputSize"),
        new("ParameterCount", "ParameterCount", MemberOrigin.Constant, "ParameterCount"),
        new(".ctor", ".ctor()", MemberOrigin.Constructor, "()"),
        new(".ctor", ".ctor(ulong)", MemberOrigin.Constructor, "(ulong seed)"),
        new("Description", "Description", MemberOrigin.Interface, "static global::ModelCompiler.ModelDescription #Description"),
        Method("static {0} ", "Create", MemberOrigin.Interface, ("ulong", "seed")),
        Method("static {0} ", "CreateTrained", MemberOrigin.Class),
        new("Parameters", "Parameters", MemberOrigin.Interface, Output + " #Parameters"),
        new("MaxDegreeOfParallelism", "MaxDegreeOfParallelism", MemberOrigin.Interface, "int #MaxDegreeOfParallelism"),
        Method("void ", "Predict", MemberOrigin.Interface, (Input, "inputs"), (Output, "outputs")) with
        {
            Interface = "IPredictor",
        },
        Method("float[] ", "Predict", MemberOrigin.Class, (Input, "inputs")),
        Method("int ", "PredictClass", MemberOrigin.Class, (Input, "input")) with
        {
            IsOfOneOutput = true,
        },
        Method("void ", "Predict", MemberOrigin.Class, (Classes, "tokens"), (Output, "outputs")) with
        {
            IsOfTokens = true,
        },
        Method("float[] ", "Predict", MemberOrigin.Class, (Classes, "tokens")) with
        {
            IsOfTokens = true,
        },
        Method("int ", "PredictClass", MemberOrigin.Class, (Classes, "tokens")) with
        {
            IsOfOneOutput = true,
            IsOfTokens = true,
        },
        new("StepInputSize", "StepInputSize", MemberOrigin.Class, "static int #StepInputSize") { IsOfSequences = true },
        new("StepOutputSize", "StepOutputSize", MemberOrigin.Class, "static int #StepOutputSize") { IsOfSequences = true },
        new("ContextLength", "ContextLength", MemberOrigin.Class, "static long #ContextLength") { IsOfSequences = true },
        Method("global::ModelCompiler.StreamState<{0}> ", "CreateState", MemberOrigin.Class) with
        {
            IsOfSequences = true,
        },
        Method(
            "void ",
            "Step",
            MemberOrigin.Class,
            (Input, "input"),
            ("global::ModelCompiler.StreamState<{0}>", "state"),
            (Output, "output")
        ) with
        {
            IsOfSequences = true,
        },
        Method(
            "void ",
            "Step",
            MemberOrigin.Class,
            ("int", "token"),
            ("global::ModelCompiler.StreamState<{0}>", "state"),
            (Output, "output")
        ) with
        {
            IsOfTokens = true,
        },
        Method("static void ", "SelfCheck", MemberOrigin.Class, ("int", "points = 10_000"), ("ulong", "seed = 1")) with
        {
            IsOfFunctions = true,
        },
        Method("float ", "Loss", MemberOrigin.HiddenInterface, (Input, "inputs"), (Input, "targets"), (Input, "weights")),
        Method("float ", "Loss", MemberOrigin.HiddenInterface, (Input, "inputs"), (Classes, "classes"), (Input, "weights")),
        Method(
            "float ",
            "Gradient",
            MemberOrigin.Interface,
            (Input, "inputs"),
            (Input, "targets"),
            (Output, "gradient"),
            (Output, "inputGradient = default"),
            (Input, "weights = default")
        ),
        Method(
            "float ",
            "Gradient",
            MemberOrigin.Interface,
            (Input, "inputs"),
            (Classes, "classes"),
            (Output, "gradient"),
            (Output, "inputGradient = default"),
            (Input, "weights = default")
        ),
        Method("void ", "Forward", MemberOrigin.Class, (Input, "inputs"), (Output, "outputs"), (Pass, "pass")) with
        {
            IsOfOutputGradients = true,
        },
        Method(
            "void ",
            "Backward",
            MemberOrigin.Class,
            (Pass, "pass"),
            (Input, "outputGradients"),
            (Output, "gradient"),
            (Output, "inputGradient = default")
        ) with
        {
            IsOfOutputGradients = true,
        },
        Method(
            "float ",
            "Gradient",
            MemberOrigin.Class,
            (Input, "inputs"),
            ("global::ModelCompiler.OutputObjective", "objective"),
            (Output, "gradient"),
            (Output, "inputGradient = default")
        ) with
        {
            IsOfOutputGradients = true,
        },
        new("_pass", "_pass", MemberOrigin.Private, "") { IsOfOutputGradients = true },
        new("_headLosses", "_headLosses", MemberOrigin.Private, ""),
        new("_parameters", "_parameters", MemberOrigin.Private, ""),
        new("_freezing", "_freezing", MemberOrigin.Private, ""),
        new("_workspace", "_workspace", MemberOrigin.Private, ""),
        new("_guard", "_guard", MemberOrigin.Private, ""),
        new("_randomState", "_randomState", MemberOrigin.Private, ""),
        new("_maxDegreeOfParallelism", "_maxDegreeOfParallelism", MemberOrigin.Private, ""),
        Method("global::ModelCompiler.ParameterView ", "Parameter", MemberOrigin.Class, ("string", "name")),
    ];

    /// <summary>The members that this model has: <c>CreateTrained</c> only with weights, those of tokens only with such an input.</summary>
    public static IEnumerable<GeneratedMember> Of(ModelDeclaration declaration)
    {
        bool isTrained = declaration.IndexOf(AttributeRole.Weights) >= 0;
        List<DeclaredAttribute> inputs = declaration.Inputs.ToList();
        string? input = inputs.Count == 1 ? inputs[0].Kind : null;
        bool takesTokens = input == "Tokens",
            takesSequences = takesTokens || input == "Sequence",
            hasFunctions = declaration.Attributes.Any(attribute => attribute.Function is not null),
            hasOutputGradients = HasOutputGradients(declaration),
            hasOneOutput = declaration.Attributes.Count(attribute => attribute.Role == AttributeRole.Output) < 2;
        return All.Where(member =>
                (isTrained || member.Name != "CreateTrained")
                && (takesTokens || !member.IsOfTokens)
                && (takesSequences || !member.IsOfSequences)
                && (hasFunctions || !member.IsOfFunctions)
                && (hasOutputGradients || !member.IsOfOutputGradients)
                && (hasOneOutput || !member.IsOfOneOutput)
            )
            .Concat(OfParts(declaration));
    }

    private static bool HasOutputGradients(ModelDeclaration declaration)
    {
        IReadOnlyList<int> outputs = declaration.IndicesOf(AttributeRole.Output);
        IEnumerable<int> losses = outputs.Count > 0 ? outputs : declaration.IndicesOf(AttributeRole.Loss);
        return losses.Any()
            && losses.All(index =>
                declaration.Attributes[index].Function is null
                && ModelSpecBuilder.LossName(declaration.Attributes[index]) == LossCatalogue.FromOutside
            );
    }

    /// <summary>The prediction of a model with several inputs or outputs, whose parameters those are.</summary>
    public static IEnumerable<GeneratedMember> OfParts(ModelDeclaration declaration) =>
        PartNames.Of(declaration) is { } names
            ? [new("Predict", $"Predict({string.Join(", ", names.Types)})", MemberOrigin.Class, $"void #Predict({names.Parameters})")]
            : [];

    private static GeneratedMember Method(
        string result,
        string name,
        MemberOrigin origin,
        params (string Type, string Name)[] parameters
    ) =>
        new(
            name,
            $"{name}({string.Join(", ", parameters.Select(parameter => parameter.Type))})",
            origin,
            $"{result}#{name}({string.Join(", ", parameters.Select(parameter => parameter.Type + " " + parameter.Name))})"
        );
}
