using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>
/// Plans what works on each value alone, where an operand lies as an image: directly on the images, so that nothing is turned into planes and back. Each method
/// returns whether it did.
/// </summary>
internal static class ImageElementPlanner
{
    /// <summary>Plans a function of one element of each operand; in place where nobody needs an operand any more.</summary>
    public static bool Map(
        SchedulePlanner planner, int index, Expression value, EquatableArray<string> variables, IReadOnlyList<int> operands, string name, bool onRequest)
    {
        if (!AreImages(planner, operands))
            return false;
        Image[] inputs = operands.Select(operand => planner.Images.Read(operand, onRequest)).ToArray();
        Image output = planner.Images.Overwrite(index, operands, inputs, onRequest) ?? planner.Images.Write(index, name, onRequest);
        planner.Add(new ImageMapStep(planner.Graph.Nodes[index].Label, onRequest, value, variables, inputs.ToEquatableArray(), output));
        ImageBackwardPlanner.Result(planner, index);
        return true;
    }

    /// <summary>Plans a concatenation along the channels.</summary>
    public static bool Concat(SchedulePlanner planner, int index, ConcatNode node)
    {
        if (!AreImages(planner, node.Operands))
            return false;
        EquatableArray<Image> parts = node.Operands.Select(operand => planner.Images.Read(operand, onRequest: false)).ToEquatableArray();
        planner.Add(new ImageConcatStep(node.Label, parts, planner.Images.Write(index, Names.Output(node.Label))));
        return true;
    }

    /// <summary>Plans a part of the channels.</summary>
    public static bool Slice(SchedulePlanner planner, int index, SliceNode node, bool onRequest)
    {
        if (!AreImages(planner, node.Operands))
            return false;
        var shape = ImageShape.Of(node.Shape);
        Image whole = planner.Images.Read(node.Operands[0], onRequest);
        Image part = planner.Images.Write(index, Names.Pascal(node.Label) + "Part", onRequest);
        planner.Add(new ImageSliceStep(node.Label, onRequest, whole, node.Start / (shape.Height * shape.Width), part));
        ImageBackwardPlanner.Result(planner, index);
        return true;
    }

    /// <summary>The only needed node before <paramref name="end"/> that reads a node, when it adds another one that has been computed; that one and the sum.</summary>
    public static (int Sum, int Other)? Addition(SchedulePlanner planner, int index, int end)
    {
        if (planner.SoleConsumer(index, end) is not { } sum
            || planner.Graph.Nodes[sum] is not MapNode { Activation: null, Value: Sum { Left: Variable, Right: Variable }, Operands: { Count: 2 } operands })
            return null;
        int other = operands[0] == index ? operands[1] : operands[0];
        return other < index && planner.Graph.Nodes[other].IsBatched && planner.Images.Holds(other) ? (sum, other) : null;
    }

    private static bool AreImages(SchedulePlanner planner, IReadOnlyList<int> operands) =>
        operands.All(operand => planner.Graph.Nodes[operand] is { IsBatched: true, Shape.Dimensions.Count: 2 or 3 }) && operands.Any(planner.Images.Holds);
}
