using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[MeanOver]</c>, <c>[SumOver]</c> and <c>[MaxOver]</c>: the mean, the sum or the largest value over one axis.</summary>
internal sealed class ReductionLayer(string kind) : LayerDefinition
{
    public override string Kind => kind;

    // Means and largest values stay in the range of an activation, sums do not.
    public override string? EndActivation(LayerSpec layer) => kind == "SumOver" ? Linear : null;

    public override bool CountsSteps => true;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        AxisArguments.Exists(layer, "Axis", layer.Integer("Axis"), inputs[0], report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int axis = AxisArguments.Of(layer.Integer("Axis"), shape);
        var reduced = new TensorShape(AxisArguments.Reduced(shape.Dimensions, axis, layer.Boolean("KeepAxis", otherwise: false))).Like(
            shape
        );
        bool areSteps = graph.HasLengths(input) && shape.Axes[axis] == Axis.Step;
        int result =
            kind == "MaxOver" ? Largest(layer.Name, areSteps ? graph.LowestBehind(layer.Name, input) : input, shape, axis, graph)
            : areSteps ? graph.SumOfSteps(layer.Name, input, kind == "MeanOver" ? StepWeight.Mean : StepWeight.Valid)
            : graph.SumOver(layer.Name, input, axis);
        if (kind == "MeanOver" && !areSteps)
        {
            Variable x = new("x");
            result = graph.Map(layer.Name, (1.0 / shape.Dimensions[axis]) * x, (x, result));
        }

        return graph.Reshape(layer.Name, result, reduced);
    }

    // The axis as the lines of an image: one window is all of them.
    private static int Largest(string name, int input, TensorShape shape, int axis, GraphBuilder graph)
    {
        int extent = shape.Dimensions[axis],
            outer = shape.Dimensions.Take(axis).Aggregate(1, (size, dimension) => size * dimension);
        int image = graph.Reshape(name, input, TensorShape.Of(outer, extent, shape.Size / outer / extent));
        return graph.Pool(name, image, new Window(WindowAxis.Single with { Kernel = extent }, WindowAxis.Single), isMaximum: true);
    }
}
