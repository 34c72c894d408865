using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;

namespace ModelCompiler.Generator.Tests.Graph;

/// <summary>A graph can be read, and compared.</summary>
public sealed class ModelGraphTests
{
    [Fact]
    public void Text_of_a_small_network() =>
        Assert.Equal(
            """
            0: Input input [2] ()
            1: Parameter hidden [4, 2] weight ()
            2: Contraction hidden [4] ni,oi->no (0, 1)
            3: Parameter hidden [4] bias ()
            4: Map hidden [4] a + b (2, 3)
            5: Map hidden [4] tanh(x) (4)
            6: Parameter output [3, 4] weight ()
            7: Contraction output [3] ni,oi->no (5, 6)
            8: Softmax output [3] (7)
            9: Target target [3] ()
            10: SoftmaxCrossEntropy loss [] (7, 9)
            11: SoftmaxCrossEntropyGradient loss [3] (7, 9)
            12: Contraction output [3, 4] no,ni->oi (11, 5)
            13: Contraction output [4] no,oi->ni (11, 6)
            14: ActivationGradient hidden [4] (13, 5)
            15: BatchSum hidden [4] (14)
            16: Contraction hidden [4, 2] no,ni->oi (14, 0)
            17: Contraction hidden [2] no,oi->ni (14, 1)
            """.Replace("\r\n", "\n"),
            Network().ToString()
        );

    [Fact]
    public void Equal_declarations_give_equal_graphs()
    {
        Assert.Equal(Network(), Network());
        Assert.NotEqual(
            Network(),
            GraphCompiler.Compile(
                Specs.Model(2, "CategoricalCrossEntropy", Specs.Dense("hidden", 4, "Tanh"), Specs.Dense("output", 3, "Softmax"))
            )
        );
    }

    [Fact]
    public void Operands_come_first()
    {
        ModelGraph graph = Network();
        for (int node = 0; node < graph.Nodes.Count; node++)
            Assert.All(graph.Nodes[node].Operands, operand => Assert.True(operand < node));
    }

    private static ModelGraph Network() =>
        GraphCompiler.Compile(
            Specs.Model(2, "CategoricalCrossEntropy", Specs.Dense("hidden", 4, "Tanh"), Specs.Dense("output", 3, "Softmax", bias: false))
        );
}
