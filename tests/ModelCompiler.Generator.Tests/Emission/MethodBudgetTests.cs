using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;
using ModelCompiler.Generator.Tests.Snapshots;

namespace ModelCompiler.Generator.Tests.Emission;

/// <summary>Generated methods stay far below the sizes at which the just-in-time compiler gives up optimising.</summary>
public sealed class MethodBudgetTests
{
    private const int MostBytes = 8000;
    private const int MostLocals = 256;
    private const int MostSource = 68_500;

    public static TheoryData<string> Names => [.. ModelZoo.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_bodies(string name)
    {
        int methods = 0;
        foreach ((string method, int bytes, int locals) in Methods(ModelZoo.All[name]))
        {
            methods++;
            Assert.True(bytes <= MostBytes, $"{method} has {bytes} bytes of IL.");
            Assert.True(locals <= MostLocals, $"{method} has {locals} locals.");
        }

        Assert.True(methods > 20);
    }

    // Straight-line code is the form that grows: these are around the largest networks that get it.
    [Theory]
    [InlineData(16, 16, 5)]
    [InlineData(4, 16, 6)]
    [InlineData(84, 16, 1)]
    [InlineData(100, 16, 0)]
    [InlineData(1, 1, 45)]
    public void Straight_line_code(int inputs, int units, int layers)
    {
        string source =
            $"[Model][Input({inputs})]"
            + string.Concat(Enumerable.Repeat($"[Dense({units}, Activation.Mish)]", layers))
            + $"[Dense({units}, Activation.Gelu)] partial class Net;";
        Assert.Contains("predicts in registers", GeneratorRun.Of(source).Sources.Single().Value);
        Assert.All(Methods(source), method => Assert.True(method.Bytes <= MostBytes && method.Locals <= MostLocals, method.ToString()));
    }

    [Theory]
    [InlineData("Tanh", "Tanh", "HalfSquaredError")]
    [InlineData("Relu", "Softmax", "CategoricalCrossEntropy")]
    public void Source_of_twenty_layers(string hidden, string last, string loss)
    {
        string declaration =
            $"[Model][Input(64)]{string.Concat(Enumerable.Repeat($"[Dense(64, Activation.{hidden})]", 19))}[Dense(10, "
            + $"Activation.{last})][Loss(Loss.{loss})] public sealed partial class Deep;";
        string source = GeneratorRun.Of(declaration).Sources.Single().Value;
        int length = System.Text.Encoding.UTF8.GetByteCount(source);
        Assert.True(length <= MostSource, $"The source has {length} bytes.");
    }

    private static List<(string Name, int Bytes, int Locals)> Methods(string source)
    {
        var image = new MemoryStream();
        CSharpOptimized(GeneratorRun.Of(source).Output).Emit(image);
        image.Position = 0;
        using var portable = new PEReader(image);
        MetadataReader metadata = portable.GetMetadataReader();
        var methods = new List<(string, int, int)>();
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
                continue;
            MethodBodyBlock body = portable.GetMethodBody(method.RelativeVirtualAddress);
            methods.Add((metadata.GetString(method.Name), body.GetILReader().Length, Locals(metadata, body.LocalSignature)));
        }

        return methods;
    }

    private static Compilation CSharpOptimized(Compilation compilation) =>
        compilation.WithOptions(
            ((Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions)compilation.Options).WithOptimizationLevel(OptimizationLevel.Release)
        );

    private static int Locals(MetadataReader metadata, StandaloneSignatureHandle handle)
    {
        if (handle.IsNil)
            return 0;
        BlobReader signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(handle).Signature);
        Assert.Equal(SignatureKind.LocalVariables, signature.ReadSignatureHeader().Kind);
        return signature.ReadCompressedInteger();
    }
}
