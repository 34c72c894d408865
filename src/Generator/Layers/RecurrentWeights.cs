using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>An affine map of a recurrent layer.</summary>
/// <param name="Weight">The weight's node.</param>
/// <param name="Bias">The bias's node, or -1.</param>
internal readonly record struct RecurrentMap(int Weight, int Bias);

/// <summary>The parameters of one direction of a recurrent layer, with PyTorch's names.</summary>
/// <param name="layer">The declaration.</param>
/// <param name="graph">The graph.</param>
/// <param name="suffix">The number of the layer, and the direction.</param>
/// <param name="hasBias">Whether there are biases.</param>
/// <param name="start">How they start.</param>
internal sealed class RecurrentWeights(LayerSpec layer, GraphBuilder graph, string suffix, bool hasBias, RecurrentInitializers start)
{
    /// <summary>Adds the maps of the input and of the state, weights before biases as PyTorch has them.</summary>
    public RecurrentMap OfInput(int inputSums, int features, int stateSums, int units, out RecurrentMap ofState)
    {
        int inputWeight = Parameter("weight_ih", TensorShape.Of(inputSums, features), start.InputWeight),
            stateWeight = Parameter("weight_hh", TensorShape.Of(stateSums, units), start.StateWeight),
            inputBias = Bias("bias_ih", inputSums, start.InputBias);
        ofState = new RecurrentMap(stateWeight, Bias("bias_hh", stateSums, start.StateBias));
        return new RecurrentMap(inputWeight, inputBias);
    }

    /// <summary>Adds the map of a state that has been reset.</summary>
    public RecurrentMap OfReset(int units)
    {
        int weight = Parameter("weight_hn", TensorShape.Of(units, units), start.StateWeight);
        return new RecurrentMap(weight, Bias("bias_hn", units, start.StateBias));
    }

    /// <summary>The map of each step of a sequence.</summary>
    public int Product(int x, RecurrentMap map) => graph.Convolution(layer.Name, x, map.Weight, map.Bias, Window.Point, groups: 1);

    private int Bias(string role, int sums, Initialization own) => hasBias ? Parameter(role, TensorShape.Of(sums), own) : -1;

    private int Parameter(string role, TensorShape shape, Initialization own) => graph.Parameter(layer.Name, role + suffix, shape, own);
}
