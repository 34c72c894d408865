using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Emission;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Lowering;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Simd;
using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Tests.Graph;

/// <summary>
/// Maps of any number of operands, from the graph to what the compiled code computes: values and gradients against double precision.
/// </summary>
public sealed class MapOperandTests
{
    private const int Samples = 3,
        Width = 21;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(20)]
    public void A_sum_of_products(int operands) =>
        Check(
            operands,
            variables =>
                variables.Zip(variables.Skip(1), (left, right) => (Expression)(left * Tanh(right))).Aggregate((sum, term) => sum + term)
        );

    [Fact]
    public void The_formula_of_the_guide() => Check(3, variables => (variables[1] * variables[0]) * Sigmoid(variables[2] * variables[0]));

    // Every part reads every operand: only what stands under the root makes it narrower.
    [Theory]
    [InlineData(9)]
    [InlineData(12)]
    public void Operands_that_all_parts_share(int operands) =>
        Check(
            operands,
            variables =>
                variables.Select(variable => (Expression)variable).Aggregate((left, right) => left + right) is var sum
                && variables.Select(variable => (Expression)variable).Aggregate((left, right) => left - (0.5 * right)) is var difference
                    ? Where(sum > difference, sum * Sigmoid(difference), Tanh(sum) - difference)
                    : sum
        );

    [Fact]
    public void A_map_with_few_operands_is_one_node_and_one_with_many_several()
    {
        Assert.Single(Build(8, Sum).Nodes.OfType<MapNode>());
        Assert.Equal(2, Build(9, Sum).Nodes.OfType<MapNode>().Count());
        Assert.All(Build(30, Sum).Nodes.OfType<MapNode>(), map => Assert.InRange(map.Operands.Count, 1, MapSplit.MostOperands));

        static Expression Sum(Variable[] variables) => variables.Select(variable => (Expression)variable).Aggregate((a, b) => a + b);
    }

    private static GraphBuilder Build(int operands, Func<Variable[], Expression> formula)
    {
        var graph = new GraphBuilder();
        int input = graph.Add(new InputNode(TensorShape.Of(Width)));
        Variable[] variables = [.. Enumerable.Range(0, operands).Select(index => new Variable("v" + index))];
        graph.Map(
            "map",
            formula(variables),
            [.. variables.Select((name, index) => (name, index == 0 ? input : graph.ElementwiseParameter("map", "p" + index, input, 0)))]
        );
        return graph;
    }

    private static void Check(int operands, Func<Variable[], Expression> formula)
    {
        GraphBuilder builder = Build(operands, formula);
        int output = builder.Nodes.Count - 1;
        int loss = LossHead.Build(builder, output, new LossSpec("MeanSquaredError", EquatableArray<LayerArgument>.Empty), Specs.Alone);
        IReadOnlyDictionary<int, int> gradients = Differentiation.Run(builder, loss);
        int[] parameters = [.. Enumerable.Range(0, output).Where(node => builder.Nodes[node] is ParameterNode)];
        var graph = new ModelGraph(
            builder.Nodes.ToEquatableArray(),
            output + 1,
            0,
            output,
            loss,
            parameters.Select(node => new ParameterGradient(node, gradients[node])).ToEquatableArray(),
            gradients[0]
        );
        LayerSpec layer = new("Scale", "map", EquatableArray<LayerArgument>.Empty);
        ModelSpec model = Specs.Model(Width, "MeanSquaredError", layer);
        EquatableArray<LayerPlan> rows = ModelCompilation.Rows(model);
        IRun compiled = Compile(ModelEmitter.Write(ModelPlanner.Plan(model, graph, rows)));

        var random = new Random(operands);
        Dictionary<int, double[]> leaves = Enumerable
            .Range(0, loss)
            .Where(node => builder.Nodes[node] is InputNode or TargetNode or ParameterNode)
            .ToDictionary(
                node => node,
                node =>
                    (double[])
                        [
                            .. Enumerable
                                .Range(0, (builder.Nodes[node].IsBatched ? Samples : 1) * Width)
                                .Select(_ => (double)(float)((2 * random.NextDouble()) - 1)),
                        ]
            );
        var expected = new GraphEvaluator(builder.Nodes, Samples, leaf => leaves[leaf]);
        int target = Enumerable.Range(0, loss).Single(node => builder.Nodes[node] is TargetNode);
        float[][] given = [.. parameters.Select(node => Single(leaves[node]))];
        (float[] outputs, float[][] parameterGradients, float[] inputGradient) = compiled.Run(
            Single(leaves[0]),
            Single(leaves[target]),
            given
        );
        AssertClose(expected[output], outputs);
        AssertClose(expected[gradients[0]], inputGradient);
        for (int i = 0; i < parameters.Length; i++)
            AssertClose(expected[gradients[parameters[i]]], parameterGradients[i]);
    }

    private static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5 * scale);
    }

    private static IRun Compile(string generated)
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        IEnumerable<string> references = platform.Append(typeof(Lanes4).Assembly.Location).DistinctBy(Path.GetFileName);
        var compilation = CSharpCompilation.Create(
            "Maps" + Guid.NewGuid().ToString("N"),
            [
                CSharpSyntaxTree.ParseText(generated, new CSharpParseOptions(LanguageVersion.Latest), "Net.g.cs"),
                CSharpSyntaxTree.ParseText(
                    "namespace Zoo; public partial class Net;",
                    new CSharpParseOptions(LanguageVersion.Latest),
                    "Net.cs"
                ),
            ],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)
        );
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Type model = Assembly.Load(image.ToArray()).GetType("Zoo.Net")!;
        return (IRun)Activator.CreateInstance(typeof(Runner<>).MakeGenericType(model))!;
    }

    private interface IRun
    {
        (float[] Outputs, float[][] Gradients, float[] InputGradient) Run(float[] inputs, float[] targets, float[][] parameters);
    }

    private sealed class Runner<TModel> : IRun
        where TModel : class, IModel<TModel>
    {
        public (float[] Outputs, float[][] Gradients, float[] InputGradient) Run(float[] inputs, float[] targets, float[][] parameters)
        {
            TModel model = TModel.Create(1);
            IReadOnlyList<ParameterDescriptor> descriptions = TModel.Description.Parameters;
            for (int i = 0; i < parameters.Length; i++)
                descriptions[i].CopyFrom(parameters[i], model.Parameters);
            float[] outputs = new float[targets.Length],
                gradient = new float[TModel.Description.ParameterBufferLength],
                inputGradient = new float[inputs.Length];
            model.Predict(inputs, outputs);
            model.Gradient(inputs, targets, gradient, inputGradient);
            float[][] own = new float[parameters.Length][];
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = new float[descriptions[i].Count];
                descriptions[i].CopyTo(gradient, own[i]);
            }

            return (outputs, own, inputGradient);
        }
    }
}
