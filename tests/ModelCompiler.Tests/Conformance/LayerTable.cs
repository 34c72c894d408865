using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Conformance;

/// <summary>
/// What the conformance tests run over. A new layer is one more row: it is then tested as a hidden layer and as the output, each under two
/// losses, in many sizes, for gradients, equal bits and allocations. All rows together meet every loss several times.
/// </summary>
internal static class LayerTable
{
    private static readonly int[] s_sizes = [1, 3, 5, 17, 33];

    // Below a head the loss is far away, and to an output one is as good as another: a row takes the first, and one of the others in turns.
    private static readonly Loss[] s_hidden = [Loss.MeanSquaredError, .. BuiltInLosses.All.Where(loss => loss != Loss.MeanSquaredError)];

    private static readonly Loss[] s_output = [Loss.HalfSquaredError, Loss.MeanSquaredError, Loss.MeanAbsoluteError, Loss.Huber];

    /// <summary>Every layer, by name, for a number of units.</summary>
    public static IReadOnlyList<(string Name, Func<int, Layer> Create)> Rows { get; } =
    [
        .. Enum.GetValues<Activation>()
            .Select(activation => ($"Dense{activation}", (Func<int, Layer>)(units => new Dense(units, activation)))),
        ("DenseLeakySteep", units => new Dense(units, Activation.LeakyRelu, Alpha: 0.3f)),
        ("DenseEluSmall", units => new Dense(units, Activation.Elu, Alpha: 0.4f)),
        ("DenseCeluSmall", units => new Dense(units, Activation.Celu, Alpha: 0.4f)),
        ("DenseHardShrinkNarrow", units => new Dense(units, Activation.HardShrink, Alpha: 0.25f)),
        ("DenseWithoutBias", units => new Dense(units, Activation.Tanh, Bias: false)),
        ("ActivationGelu", _ => new Activate(Activation.Gelu)),
        ("ActivationSigmoid", _ => new Activate(Activation.Sigmoid)),
        ("ActivationSoftmax", _ => new Activate(Activation.Softmax)),
    ];

    /// <summary>Every row as a hidden layer and as the output, each under two losses.</summary>
    public static IReadOnlyList<Network> Networks { get; } =
    [
        .. Build(),
        // The loss works in place, but the gradient of the activation before it still needs its values.
        new Network(
            "Tanh_before_the_fused_loss",
            3,
            [new Dense(4, Activation.Tanh), new Activate(Activation.Softmax)],
            Loss.CategoricalCrossEntropy
        ),
        new Network(
            "Sigmoid_before_the_fused_loss",
            3,
            [new Dense(9, Activation.Sigmoid), new Activate(Activation.Sigmoid)],
            Loss.BinaryCrossEntropy
        ),
    ];

    /// <summary>The networks, compiled.</summary>
    public static ModelAssembly Models => ModelAssembly.Of("layers", () => Networks);

    public static Network Find(string name) => Networks.Single(network => network.Name == name);

    private static IEnumerable<Network> Build()
    {
        int number = 0,
            row = -1;
        foreach ((string name, Func<int, Layer> create) in Rows)
        {
            row++;
            // An activation layer needs something to act on, so that its position is not the only layer's.
            bool isDense = create(2) is Dense;
            int Size(int offset) => s_sizes[(number + (number / s_sizes.Length) + offset) % s_sizes.Length];
            foreach (Loss loss in TwoOf(s_hidden))
            {
                number++;
                Activation head = loss switch
                {
                    Loss.BinaryCrossEntropy or Loss.BinaryFocal => Activation.Sigmoid,
                    Loss.CategoricalCrossEntropy or Loss.SparseCategoricalCrossEntropy => Activation.Softmax,
                    _ => Activation.Linear,
                };
                int units = Several(Size(1), name),
                    outputs = Several(Size(2), head.ToString());
                Layer[] hidden = isDense ? [create(units)] : [new Dense(units), create(units)];
                yield return new Network($"{name}_hidden_{loss}", Size(0), [.. hidden, new Dense(outputs, head)], loss, DeltaOf(loss));
            }

            foreach (Loss loss in TwoOf(s_output))
            {
                number++;
                int outputs = Several(Size(2), name);
                Layer[] output = isDense ? [create(outputs)] : [new Dense(outputs), create(outputs)];
                yield return new Network(
                    $"{name}_output_{loss}",
                    Size(0),
                    [new Dense(Size(1), Activation.Tanh), .. output],
                    loss,
                    DeltaOf(loss)
                );
            }
        }

        Loss[] TwoOf(Loss[] losses) => [losses[0], losses[1 + (row % (losses.Length - 1))]];
    }

    // A softmax over a single value is always 1.
    private static int Several(int size, string layer) => size == 1 && layer.Contains("Softm", StringComparison.Ordinal) ? 3 : size;

    private static float? DeltaOf(Loss loss) => loss == Loss.Huber ? 0.8f : null;
}
