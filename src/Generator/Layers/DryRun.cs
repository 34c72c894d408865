using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Shared;

namespace ModelCompiler.Generator.Layers;

/// <summary>What one layer makes of inputs of known shapes, read from the primitives that it becomes.</summary>
/// <param name="Output">The shape of one sample's output.</param>
/// <param name="ParameterCount">The number of values of its parameters; a floating-point number because it cannot overflow.</param>
/// <param name="BufferLength">The number of values that its parameters take in the flat buffer, padding included, or a little more.</param>
internal sealed record DryRun(TensorShape Output, double ParameterCount, double BufferLength)
{
    private const double Padding = Storage.WidestVector;

    /// <summary>Builds a layer whose arguments are right, and whose inputs fit, by itself.</summary>
    public static DryRun Of(LayerDefinition definition, LayerSpec layer, IReadOnlyList<TensorShape> inputs)
    {
        var graph = new GraphBuilder();
        int[] nodes = inputs.Select(shape => graph.Add(new InputNode(shape))).ToArray();

        // What an enumeration does not define is an error of its own: the shapes are those of the default.
        LayerSpec known = layer with
        {
            Arguments = layer.Arguments.Where(argument => !argument.IsUndefined).ToEquatableArray(),
        };
        TensorShape output = graph.ShapeOf(definition.Build(known, nodes, graph));
        List<ParameterNode> parameters = graph.Nodes.OfType<ParameterNode>().ToList();
        return new DryRun(
            output,
            parameters.Where(parameter => !parameter.IsStatistic).Sum(parameter => Sizes.Of(parameter.Shape)),
            parameters.Sum(Stored)
        );
    }

    // An elementwise parameter lies as a sample does. Of the others the first dimension is a panel's, and the second one, where a window
    // follows, an image's.
    private static double Stored(ParameterNode parameter)
    {
        EquatableArray<int> dimensions = parameter.Shape.Dimensions;
        if (parameter.IsElementwise)
            return Sizes.Of(dimensions) + Padding;
        bool hasWindow = dimensions.Count > 2 && dimensions[1] > 1;
        double values = 1;
        for (int axis = 0; axis < dimensions.Count; axis++)
            values *= axis == 0 || (axis == 1 && hasWindow) ? Padded(dimensions[axis]) : dimensions[axis];
        return values;
    }

    private static double Padded(int width) => width <= Padding ? Storage.Padded(width) : Math.Ceiling(width / Padding) * Padding;
}
