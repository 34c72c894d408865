using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the product of one vector with a packed weight, every multiply-add a statement of its own.</summary>
internal static class StraightLineProduct
{
    /// <summary>Prints the sums; they are in the local <paramref name="name"/> afterwards.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="name">The local that is declared for the result.</param>
    /// <param name="shape">The product's constants. Sums start anew after each block, as in the tiled form, so that both have the same
    /// bits.</param>
    /// <param name="vectorOfInputs">The type of the vector that holds the inputs, or null when they lie in memory.</param>
    /// <param name="inputs">The local of that vector, or the span.</param>
    /// <param name="weight">Where the packed weight starts, as <c>parameters[Parameters.HiddenWeight</c>, without the closing
    /// bracket.</param>
    /// <param name="bias">The expression of the bias's place, or null.</param>
    public static void Write(
        CodeWriter code,
        string name,
        ProductShape shape,
        string? vectorOfInputs,
        string inputs,
        string weight,
        string? bias
    )
    {
        string vector = VectorPiece.Of(shape.Columns);
        int sums = (shape.Inner + shape.Block - 1) / shape.Block;
        for (int sum = 0; sum < sums; sum++)
            code.Line($"{vector} {Sum(name, sum)} = {(sum > 0 || bias is null ? $"{vector}.Zero" : $"{vector}.Load(in {bias})")};");
        for (int input = 0; input < shape.Inner; input++)
        {
            string sum = Sum(name, input / shape.Block);
            string place = weight + (input == 0 ? string.Empty : " + " + Text.Of(input * shape.Columns));
            string value =
                vectorOfInputs is null ? $"{vector}.Create({inputs}[{Text.Of(input)}])"
                : vectorOfInputs == vector ? $"{vector}.Broadcast({inputs}, {Text.Of(input)})"
                : $"{vector}.Create({vectorOfInputs}.GetLane({inputs}, {Text.Of(input)}))";
            code.Line($"{sum} = {vector}.MultiplyAdd({value}, in {place}], {sum});");
        }

        for (int sum = 1; sum < sums; sum++)
            code.Line($"{name} += {Sum(name, sum)};");
    }

    /// <summary>A function of an activation, or a call of it where it would not be inlined.</summary>
    /// <param name="function">The method: <c>Value</c> or <c>Gradient</c>.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="callsLong">Whether long ones are called.</param>
    /// <param name="vector">The type of the vector.</param>
    /// <param name="type">The type that has the method.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string Function(string function, FunctionLength length, bool callsLong, string vector, string type, string arguments) =>
        callsLong && length.IsLong ? $"LongActivation.{function}<{vector}, {type}>({arguments})" : $"{type}.{function}({arguments})";

    private static string Sum(string name, int index) => index == 0 ? name : name + Text.Of(index + 1);
}
