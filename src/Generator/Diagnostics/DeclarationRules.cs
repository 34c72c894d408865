using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether code can be generated into the class, and whether its attributes make sense one by one.</summary>
internal static class DeclarationRules
{
    private const string Category = "ModelCompiler.Declaration";

    public static readonly DiagnosticDescriptor ModelNotPartial = new(
        DiagnosticIds.ModelNotPartial,
        "A model must be partial",
        "The model '{0}' is not partial, so nothing can be generated into it. Write 'partial class {0}'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelNotPartial + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        DiagnosticIds.ContainingTypeNotPartial,
        "A type that contains a model must be partial",
        "The type '{0}' contains the model '{1}' but is not partial, so nothing can be generated into it. Write 'partial {2} "
            + "{0}', or move the model out of it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ContainingTypeNotPartial + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelStatic = new(
        DiagnosticIds.ModelStatic,
        "A model cannot be static",
        "The model '{0}' is static, but a model is an object that owns its parameters. Remove 'static'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelStatic + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelAbstract = new(
        DiagnosticIds.ModelAbstract,
        "A model cannot be abstract",
        "The model '{0}' is abstract, but a model must be creatable. Remove 'abstract'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelAbstract + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelGeneric = new(
        DiagnosticIds.ModelGeneric,
        "A model cannot be generic",
        "The model '{0}' has type parameters or is nested in a type that has. Declare one class without type parameters for each network.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelGeneric + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelNotPlainClass = new(
        DiagnosticIds.ModelNotPlainClass,
        "A model must be an ordinary class",
        "The model '{0}' is {1}. Declare it as 'partial class {0}'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelNotPlainClass + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelNotConstructible = new(
        DiagnosticIds.ModelNotConstructible,
        "A model needs the generated constructors",
        "The generated constructors of '{0}' cannot be written: {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelNotConstructible + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor InputMissing = new(
        DiagnosticIds.InputMissing,
        "A model needs an input",
        "The model '{0}' does not declare its input, so no shape is known. Add [Input(n)] with the number of values of one "
            + "sample, or [Input(channels, rows, columns)].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.InputMissing + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LayersMissing = new(
        DiagnosticIds.LayersMissing,
        "A model needs a layer",
        "The model '{0}' has {1}, so there is nothing to compute and nothing to train. Add a layer below [Input], for example "
            + "[Dense(10)] for 10 outputs.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayersMissing + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor AttributesSpread = new(
        DiagnosticIds.AttributesSpread,
        "A model is declared in one place",
        "The attributes of '{0}' are spread over several partial declarations, whose order is not defined. Move [{1}] to the "
            + "declaration that carries [{2}].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.AttributesSpread + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelAttributeMissing = new(
        DiagnosticIds.ModelAttributeMissing,
        "The attributes of a model have no effect without [Model]",
        "The class '{0}' declares [{1}] but is not marked as a model, so nothing is generated. Add [Model], or [Block] for "
            + "layers that models use.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelAttributeMissing + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor LayerUnknown = new(
        DiagnosticIds.LayerUnknown,
        "The compiler does not know this layer",
        "[{0}] derives from LayerAttribute, but the compiler does not know such a layer. Use the layers of ModelCompiler: {1}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerUnknown + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ValueUndefined = new(
        DiagnosticIds.ValueUndefined,
        "The value is not a member of its enumeration",
        "The value {0} is not a member of {1}. Use one of its named members.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ValueUndefined + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ValueOutOfRange = new(
        DiagnosticIds.ValueOutOfRange,
        "The value is out of range",
        "{0} is {1}, but must be {2}. Give it such a value{3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ValueOutOfRange + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LayerNameInvalid = new(
        DiagnosticIds.LayerNameInvalid,
        "The name of a layer must be an identifier",
        "The name '{0}' cannot be the name of a member. Use letters, digits and underscores, and start with a letter; what a "
            + "layer is called in files alone is its Key, as in Name = \"Layer1\", Key = \"{0}\".",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerNameInvalid + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LayerNameDuplicate = new(
        DiagnosticIds.LayerNameDuplicate,
        "The names of layers must differ",
        "The name '{0}' belongs to two layers: both would become the member '{1}'. Give one of them another name.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerNameDuplicate + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LayerNameTaken = new(
        DiagnosticIds.LayerNameTaken,
        "The name of the layer is taken",
        "The layer '{0}' would become the member '{1}', but {2}. Give the layer another name.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerNameTaken + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LayerKeyInvalid = new(
        DiagnosticIds.LayerKeyInvalid,
        "The key of a layer must be a name in a file",
        "'{0}' cannot be what a layer is called in files. Use letters, digits, underscores and hyphens, with a dot between "
            + "the parts, as in \"stem.0\".",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerKeyInvalid + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LayerKeyDuplicate = new(
        DiagnosticIds.LayerKeyDuplicate,
        "The keys of layers must differ",
        "In files '{0}' would be the layer '{1}' and the layer '{2}'. Give one of them another Key.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerKeyDuplicate + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelUnseen = new(
        DiagnosticIds.ModelUnseen,
        "The model is declared in generated code",
        "The model '{0}' is declared in code that another generator writes, as that of a .razor file is, and generators do "
            + "not see one another's code. Move it into a .cs file.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelUnseen + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor MemberTaken = new(
        DiagnosticIds.MemberTaken,
        "The member is generated",
        "The model '{0}' declares '{1}', which is also generated. Rename your member.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.MemberTaken + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelNameTaken = new(
        DiagnosticIds.ModelNameTaken,
        "The name of the model is the name of a generated member",
        "The model '{0}' has the name of a member that is generated into it. Give the class another name.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelNameTaken + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor InputNameless = new(
        DiagnosticIds.InputNameless,
        "Several inputs need names",
        "The model '{0}' has several inputs, but [{1}] has no name. Name each, as Name = \"state\", or remove it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.InputNameless + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ActivationNumberMissing = new(
        DiagnosticIds.ActivationNumberMissing,
        "The activation needs a number",
        "The layer '{0}' has the activation {1}, which needs {2}. Write the number behind the activation.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ActivationNumberMissing + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ActivationNotOfState = new(
        DiagnosticIds.ActivationNotOfState,
        "The activation cannot be that of a state",
        "The layer '{0}' makes its state by the activation {1}, which {2}. Choose one that works on each value alone and needs no "
            + "number, as Tanh or Relu.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ActivationNotOfState + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
