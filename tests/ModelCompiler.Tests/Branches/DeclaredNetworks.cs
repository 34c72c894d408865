using static ModelCompiler.Tests.Branches.DoubleParameters;

namespace ModelCompiler.Tests.Branches;

/// <summary>Networks with branches. A new one is one more row: gradients, equal bits and vector widths are then tested.</summary>
internal static class DeclaredNetworks
{
    public static IReadOnlyList<DeclaredNetwork> All { get; } =
    [
        new("Residual", """[Dense(8, Activation.Tanh, Name = "h")][Dense(5, Activation.Tanh)][Dense(8)][Add("h")][Dense(2)]""", [3],
            (p, x) => p.Tanh("h", x) is var h ? p.Dense("dense4", Add(p.Dense("dense3", p.Tanh("dense2", h)), h)) : x),
        new("SkipFromInput", """[Dense(17, Activation.Tanh)][Dense(17)][Add("input")]""", [17],
            (p, x) => Add(p.Dense("dense2", p.Tanh("dense1", x)), x)),
        new("InputTwice", """[Add("input", "input", "Input")]""", [5],
            (_, x) => Add(x, Add(x, x))),
        new("Gated", """[Dense(33, Activation.Sigmoid, Name = "gate")][Dense(33, Activation.Tanh, From = "input", Name = "value")][Multiply("gate", "value")][Dense(1)]""", [4],
            (p, x) => p.Dense("dense3", Multiply(p.Sigmoid("gate", x), p.Tanh("value", x)))),
        new("Square", """[Dense(6, Activation.Tanh)][Multiply("dense1")][Multiply("dense1")]""", [7],
            (p, x) => p.Tanh("dense1", x) is var h ? Multiply(Multiply(h, h), h) : x),
        new("SquareOfInput", """[Multiply("input")][Dense(3)]""", [5],
            (p, x) => p.Dense("dense1", Multiply(x, x))),
        new("ConcatOdd", """[Dense(3, Activation.Tanh, Name = "a")][Dense(5, Activation.Sigmoid, From = "input", Name = "b")][Concat("b", "input", "a")][Dense(9, Activation.Tanh)][Concat("a")]""", [4],
            (p, x) => p.Tanh("a", x) is var a ? [.. p.Tanh("dense3", [.. p.Sigmoid("b", x), .. x, .. a]), .. a] : x),
        new("ConcatWide", """[Dense(70, Activation.Tanh, Name = "a")][Dense(40, Activation.Tanh)][Concat("a", "dense2", "a")][Dense(2)]""", [6],
            (p, x) => p.Tanh("a", x) is var a ? p.Dense("dense3", [.. a, .. p.Tanh("dense2", a), .. a]) : x),
        new("SoftmaxGate", """[Dense(6, Activation.Softmax, Name = "attention")][Dense(6, From = "input", Name = "value")][Multiply("attention")][Dense(6, Name = "last")][Add("attention", "last", "value")]""", [4],
            (p, x) => Softmax(p.Dense("attention", x)) is var s && p.Dense("value", x) is var v ? Add(Add(s, p.Dense("last", Multiply(v, s))), v) : x),
        new("SoftmaxOfShared", """[Dense(5, Activation.Tanh)][Activation(Activation.Softmax)][Add("dense1", "activation1")][Dense(2)]""", [3],
            (p, x) => p.Tanh("dense1", x) is var h ? p.Dense("dense2", Add(h, Softmax(h))) : x),
        new("TwoSoftmaxes", """[Dense(4)][Activation(Activation.Softmax, Name = "a")][Dense(4, Activation.Softmax, From = "input", Name = "b")][Add("a", "b")]""", [3],
            (p, x) => Add(Softmax(p.Dense("dense1", x)), Softmax(p.Dense("b", x)))),
        new("LinearTwice", """[Dense(4)][Dense(4, From = "input")][Add("dense1", "dense2")][Multiply("dense1")]""", [3],
            (p, x) => Multiply(Add(p.Dense("dense1", x), p.Dense("dense2", x)), p.Dense("dense1", x))),
    ];

    public static DeclaredNetwork Find(string name) => All.Single(network => network.Name == name);
}
