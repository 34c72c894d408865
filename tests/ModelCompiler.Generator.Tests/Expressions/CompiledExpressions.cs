using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Simd;

namespace ModelCompiler.Generator.Tests.Expressions;

/// <summary>
/// Compiles what <see cref="ExpressionWriter"/> prints and runs it on real vectors. The functions of <c>VectorMath</c> are replaced by
/// correctly rounded ones, so that what is tested is the printed text.
/// </summary>
internal sealed class CompiledExpressions
{
    private const string Frame = """
        using System;
        using ModelCompiler.Simd;

        namespace ModelCompiler.Generator.Tests.Compiled;

        public static class VectorMath
        {
            public static Func<string, double, double> Function;

        FUNCTIONS

            public static float First<TVector>(TVector vector) where TVector : struct, IVector<TVector>
            {
                Span<float> lanes = stackalloc float[TVector.Count];
                TVector.Store(vector, ref lanes[0]);
                return lanes[0];
            }

            public static TVector Pow<TVector>(TVector power, TVector exponent) where TVector : struct, IVector<TVector> =>
                TVector.Create((float)Math.Pow(First(power), First(exponent)));

            private static TVector Map<TVector>(string name, TVector vector) where TVector : struct, IVector<TVector> =>
                TVector.Create((float)Function(name, First(vector)));
        }

        public static class Kernels
        {
        KERNELS
        }
        """;

    private readonly Type _kernels;
    private readonly Dictionary<Expression, string> _methods = [];
    private readonly Variable[] _variables;

    public CompiledExpressions(IEnumerable<Expression> expressions, params Variable[] variables)
    {
        _variables = variables;
        string parameters = string.Join(", ", variables.Select(variable => "TVector " + variable.Name));
        string scalars = string.Join(", ", variables.Select(variable => "float " + variable.Name));
        string arguments = string.Join(", ", variables.Select(variable => $"Lanes4.Create({variable.Name})"));
        var kernels = new StringBuilder();
        foreach (Expression expression in expressions.Distinct())
        {
            string name = $"Kernel{_methods.Count}";
            _methods.Add(expression, name);
            kernels.AppendLine($"// {expression}");
            kernels.AppendLine($"static TVector {name}Of<TVector>({parameters}) where TVector : struct, IVector<TVector> {{");
            foreach (string line in ExpressionWriter.Write(expression).ToMethodBody())
                kernels.AppendLine(line);
            kernels.AppendLine("}");
            kernels.AppendLine($"public static float {name}({scalars}) => VectorMath.First({name}Of({arguments}));");
        }

        string functions = string.Join(
            "\n",
            Enum.GetNames<MathFunction>()
                .Select(name =>
                    $"public static TVector {name}<TVector>(TVector x) where TVector : struct, IVector<TVector> => Map(\"{name}\", x);"
                )
        );
        Assembly assembly = Compile(Frame.Replace("FUNCTIONS", functions).Replace("KERNELS", kernels.ToString()));
        assembly
            .GetType("ModelCompiler.Generator.Tests.Compiled.VectorMath")!
            .GetField("Function")!
            .SetValue(null, (string name, double x) => ExpressionEvaluator.Call(Enum.Parse<MathFunction>(name), x));
        _kernels = assembly.GetType("ModelCompiler.Generator.Tests.Compiled.Kernels")!;
    }

    /// <summary>Runs the printed code in single precision.</summary>
    public float Run(Expression expression, params (Variable Variable, double Value)[] values)
    {
        object[] arguments =
        [
            .. _variables.Select(variable => (object)(float)values.FirstOrDefault(pair => pair.Variable == variable).Value),
        ];
        return (float)_kernels.GetMethod(_methods[expression])!.Invoke(null, arguments)!;
    }

    private static Assembly Compile(string source)
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        IEnumerable<string> references = platform.Append(typeof(Lanes4).Assembly.Location).DistinctBy(Path.GetFileName);
        var compilation = CSharpCompilation.Create(
            "CompiledExpressions",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)
        );
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(image.ToArray());
    }
}
