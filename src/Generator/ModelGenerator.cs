using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelCompiler.Generator.Analyzer;
using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Checking.Stubs;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Parsing.Functions;
using ModelCompiler.Generator.Weights;

namespace ModelCompiler.Generator;

/// <summary>
/// Compiles every class marked with <c>[Model]</c>: read the declaration, check it, print the model or, if it is broken, a stub, and report
/// why.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <summary>The language that the printed code is written in.</summary>
    internal const LanguageVersion Needed = LanguageVersion.CSharp12;

    private readonly Func<ModelSpec, string> _compile;

    /// <summary>Creates the generator; the compiler does.</summary>
    public ModelGenerator()
        : this(ModelCompilation.Emit) { }

    /// <summary>Creates a generator with another compilation, to see what happens when one fails.</summary>
    internal ModelGenerator(Func<ModelSpec, string> compile) => _compile = compile;

    /// <summary>The names of the tracked steps.</summary>
    internal static class Steps
    {
        public const string Declarations = nameof(Declarations);
        public const string Resolved = nameof(Resolved);
        public const string Models = nameof(Models);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ReadDeclaration> declarations = Marked(context, "ModelAttribute", ReadDeclaration.Model)
            .WithTrackingName(Steps.Declarations);
        IncrementalValuesProvider<ReadDeclaration> blocks = Marked(context, "BlockAttribute", ReadDeclaration.Block);
        IncrementalValueProvider<LanguageVersion> language = context.ParseOptionsProvider.Select(
            static (options, _) => ((CSharpParseOptions)options).LanguageVersion
        );

        Compile(context, declarations.Where(static read => !read.IsUnclear), language);
        Compile(context, Resolve(context, declarations, declarations).WithTrackingName(Steps.Resolved), language);
        ReportWeights(context, declarations);
        ReportBlocks(context, blocks.Where(static read => !read.IsUnclear));
        ReportBlocks(context, Resolve(context, blocks, declarations));
        ReportFunctions(context);
        context.RegisterImplementationSourceOutput(
            declarations.Collect().Combine(language),
            static (output, found) =>
            {
                if (found.Right < Needed && !found.Left.IsEmpty)
                    DeclarationErrors.Report(
                        output,
                        GeneratorRules.LanguageVersionTooOld,
                        Location.None,
                        found.Right.ToDisplayString(),
                        Needed.ToDisplayString()
                    );
            }
        );
    }

    // A model that uses such a method is a stub without an error of its own.
    private static void ReportFunctions(IncrementalGeneratorInitializationContext context) =>
        context.RegisterImplementationSourceOutput(
            context
                .SyntaxProvider.ForAttributeWithMetadataName(
                    "ModelCompiler." + FunctionReader.Mark + "Attribute",
                    static (_, _) => true,
                    static (found, cancellation) =>
                        found.TargetSymbol is IMethodSymbol method
                            ? FunctionError.Of(method, found.SemanticModel.Compilation, cancellation)?.Plain()
                            : null
                )
                .Where(static error => error is not null),
            static (output, error) => DeclarationErrors.Report(output, FunctionRules.FunctionNotCompiled, error!.Detached, error.Arguments)
        );

    private static IncrementalValuesProvider<ReadDeclaration> Marked(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, ReadDeclaration?> read
    ) =>
        context
            .SyntaxProvider.ForAttributeWithMetadataName(
                "ModelCompiler." + attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                read
            )
            .Where(static found => found is not null)
            .Select(static (found, _) => found!);

    /// <summary>
    /// The unclear ones among some classes, read with the constants of models. Where nothing is unclear, an edit costs nothing here.
    /// </summary>
    private static IncrementalValuesProvider<ReadDeclaration> Resolve(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ReadDeclaration> classes,
        IncrementalValuesProvider<ReadDeclaration> models
    ) =>
        classes
            .Where(static read => read.IsUnclear)
            .Collect()
            .Combine(models.Collect())
            .Combine(context.CompilationProvider)
            .SelectMany(
                static (found, cancellation) => DeclaredSizes.Resolve(found.Left.Left, found.Left.Right, found.Right, cancellation)
            );

    private static void ReportBlocks(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ReadDeclaration> blocks
    ) =>
        context.RegisterImplementationSourceOutput(
            blocks
                .Select(static (read, _) => CheckedBlock.From(read))
                .Where(static block => block.Errors.Count > 0 || block.Failure is not null)
                .Combine(context.CompilationProvider),
            static (output, found) =>
                Contain(
                    output,
                    found.Left.Name,
                    () =>
                    {
                        if (found.Left.Failure is { } failure)
                            ReportFailure(output, found.Left.Name, failure);
                        DeclarationErrors.Report(output, found.Left.MetadataName, found.Left.Errors, found.Right);
                    }
                )
        );

    /// <summary>Says where the analyzer is turned off what it would say of files of weights: see <see cref="UnanalysedWeights"/>.</summary>
    private static void ReportWeights(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ReadDeclaration> models
    ) =>
        context.RegisterImplementationSourceOutput(
            models
                .Where(static read => UnanalysedWeights.Concerns(read))
                .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => UnanalysedWeights.AreUnanalysed(options)))
                .Where(static found => found.Right)
                .Combine(context.AdditionalTextsProvider.Where(static file => WeightsFiles.IsHeader(file)).Collect())
                .Select(static (found, cancellation) => UnanalysedWeights.From(found.Left.Left, found.Right, cancellation))
                .Where(static weights => weights.Errors.Count > 0)
                .Combine(context.CompilationProvider),
            static (output, found) =>
                Contain(
                    output,
                    found.Left.MetadataName,
                    () => DeclarationErrors.ReportConfigurable(output, found.Left.MetadataName, found.Left.Errors, found.Right)
                )
        );

    private static void Contain(SourceProductionContext output, string name, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ReportFailure(output, name, exception.ToString());
        }
    }

    private static void ReportFailure(SourceProductionContext output, string name, string failure) =>
        DeclarationErrors.Report(output, InternalRules.InternalError, Location.None, name, failure.Replace("\r", "").Replace("\n", " "));

    private void Compile(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ReadDeclaration> declarations,
        IncrementalValueProvider<LanguageVersion> language
    )
    {
        IncrementalValuesProvider<CheckedModel> models = declarations
            .Select(static (read, _) => CheckedModel.From(read))
            .WithTrackingName(Steps.Models);
        context.RegisterSourceOutput(
            models.Combine(language),
            (output, found) =>
            {
                if (found.Right >= Needed)
                    Contain(output, found.Left.Name, () => Print(output, found.Left));
            }
        );

        // The places are looked up in the compilation, so that the models hold no positions in the text and stay as they are when it moves.
        context.RegisterImplementationSourceOutput(
            models.Where(static model => model.Errors.Count > 0).Combine(context.CompilationProvider),
            static (output, found) =>
                Contain(
                    output,
                    found.Left.Name,
                    () => DeclarationErrors.Report(output, found.Left.MetadataName, found.Left.Errors, found.Right)
                )
        );
    }

    private void Print(SourceProductionContext context, CheckedModel model)
    {
        string? failure = model.Failure;
        string? text = null;
        try
        {
            text = model.Spec is { } spec ? _compile(spec) : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failure = exception.ToString();
        }
        if (failure is not null)
            ReportFailure(context, model.Name, failure);
        text ??= model.Stub is { } stub ? StubEmitter.Emit(stub) : null;
        if (text is not null && model.HintName is not null)
            context.AddSource(model.HintName, SourceText.From(text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
    }
}
