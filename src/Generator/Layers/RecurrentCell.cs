using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>What a recurrent cell is made of.</summary>
/// <param name="Layer">The declaration.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Units">The units.</param>
/// <param name="StateBefore">The output of the step before.</param>
/// <param name="StateRead">The same as products read it: with a part dropped while training, where the layer asks for it.</param>
/// <param name="Inputs">The sums of the input, gate after gate.</param>
/// <param name="States">The sums of the state, gate after gate.</param>
/// <param name="Parameters">Adds further parameters.</param>
/// <param name="IsReversed">Whether steps are taken from the last to the first.</param>
internal sealed record RecurrentCell(
    LayerSpec Layer,
    GraphBuilder Graph,
    int Units,
    int StateBefore,
    int StateRead,
    int Inputs,
    int States,
    RecurrentWeights Parameters,
    bool IsReversed
)
{
    private static readonly Variable s_a = new("a"),
        s_b = new("b");

    /// <summary>A gate: an activation of the sum of both sums.</summary>
    public int Gate(int number, string activation, string meaning)
    {
        int sum = Sum(InputSum(number, meaning), StateSum(number, meaning));
        return Graph.Named(Graph.Activation(Layer.Name, Graph.Named(sum, meaning + "Sum"), activation, Layer.Number), meaning);
    }

    /// <summary>The sum of the input for a gate.</summary>
    public int InputSum(int number, string meaning) => Part(Inputs, number, meaning + "FromInput");

    /// <summary>The sum of the state for a gate.</summary>
    public int StateSum(int number, string meaning) => Part(States, number, meaning + "FromState");

    /// <summary>What another value of the cell was a step before.</summary>
    public int Delay() => Graph.Delay(Layer.Name, Graph.ShapeOf(StateBefore), IsReversed);

    /// <summary>
    /// A value that a later step reads: in the direction that begins behind the end of a sample, zero until it is there.
    /// </summary>
    public int Kept(int value) => IsReversed ? Graph.ValidSteps(Layer.Name, value) : value;

    /// <summary>A function of values of the cell.</summary>
    public int Map(string meaning, Expression value, params (Variable Variable, int Node)[] operands) =>
        Graph.Named(Graph.Map(Layer.Name, value, operands), meaning);

    private int Part(int sums, int number, string meaning) =>
        Graph.Named(Graph.Channels(Layer.Name, sums, (int)Math.Min(int.MaxValue, (long)number * Units), Units), meaning);

    private int Sum(int left, int right) => Graph.Map(Layer.Name, s_a + s_b, (s_a, left), (s_b, right));
}
