using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Checking.Stubs;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Emission;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator;

/// <summary>Compiles every class marked with <c>[Model]</c>: read the declaration, check it, print the model or, if it is broken, a stub.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    private readonly Func<ModelSpec, string> _compile;

    /// <summary>Creates the generator; the compiler does.</summary>
    public ModelGenerator()
        : this(ModelCompilation.Emit)
    {
    }

    /// <summary>Creates a generator with another compilation, to see what happens when one fails.</summary>
    internal ModelGenerator(Func<ModelSpec, string> compile) => _compile = compile;

    /// <summary>The names of the tracked steps.</summary>
    internal static class Steps
    {
        public const string Declarations = nameof(Declarations);
        public const string Models = nameof(Models);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ReadDeclaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName("ModelCompiler.ModelAttribute", static (node, _) => node is TypeDeclarationSyntax, ReadDeclaration.From)
            .Where(static read => read is not null)
            .Select(static (read, _) => read!)
            .WithTrackingName(Steps.Declarations);
        IncrementalValuesProvider<CheckedModel> models = declarations
            .Select(static (read, _) => Check(read))
            .WithTrackingName(Steps.Models);
        context.RegisterSourceOutput(models, Print);
    }

    private static CheckedModel Check(ReadDeclaration read)
    {
        try
        {
            return read.Declaration is { } declaration ? CheckedModel.From(declaration) : new(read.Name, null, null, null, read.Failure);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(read.Name, null, null, null, exception.ToString());
        }
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
            context.ReportDiagnostic(Diagnostic.Create(InternalRules.InternalError, Location.None, model.Name, failure.Replace("\r", "").Replace("\n", " ")));
        text ??= model.Stub is { } stub ? StubEmitter.Emit(stub) : null;
        if (text is not null && model.HintName is not null)
            context.AddSource(model.HintName, SourceText.From(text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
    }
}
