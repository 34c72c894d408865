using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Keras;

/// <summary>Layers that read several others.</summary>
internal static class JoinLayers
{
    public static IEnumerable<KerasKind> All =>
        [
            new("Add", "`[Add]`", "", call => Joined(call, "Sum")),
            new("Multiply", "`[Multiply]`", "", call => InTurn(call, "Mul")),
            new("Subtract", "`[Subtract]`", "", call => InTurn(call, "Sub")),
            new("Average", "`[Add]` and a fixed `[Scale]`", "", Average),
            new("Maximum", "`[Concat]` and `[MaxOver]`", "", call => Joined(call, "Max")),
            new("Minimum", "`[Concat]` and `[MaxOver]` of what is negated", "", call => Joined(call, "Min")),
            new("Concatenate", "`[Concat]`", "over the batch", Concatenate),
        ];

    // Operators of Keras 3 have the same names as layers, and may read a number beside a value.
    private static string[] Several(KerasCall call) =>
        call.Inputs.Count > 1
            ? [.. call.Inputs]
            : throw new Refusal("it reads one value", "a join reads several; use Rescaling for a number");

    private static string Joined(KerasCall call, string name) => call.Add(name, Several(call));

    private static string InTurn(KerasCall call, string name) => Several(call).Aggregate((left, right) => call.Add(name, [left, right]));

    private static string Average(KerasCall call)
    {
        string[] read = Several(call);
        return call.Add("Mul", [call.Add("Sum", read), call.Constant("share", Tensor.Scalar(1.0 / read.Length))]);
    }

    private static string Concatenate(KerasCall call)
    {
        string[] read = Several(call);
        int axis = Shapes.Axis(call.Layer.Integer("axis", -1), call.ShapeOf(read[0]).Length);
        return axis > 0
            ? call.Add("Concat", read, KerasCall.Integer("axis", axis))
            : throw new Refusal("it joins samples", "only axes of a sample can be joined");
    }
}
