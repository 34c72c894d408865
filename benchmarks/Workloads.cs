namespace ModelCompiler.Benchmarks;

/// <summary>The workloads that are compared.</summary>
internal static class Workloads
{
    private const float SgdRate = 1e-4f;
    private const float AdamRate = 1e-6f;

    private static readonly Network _tinyRelu = new(2, (4, Activation.Relu), (1, Activation.Linear));
    private static readonly Network _tinyTanh = new(2, (4, Activation.Tanh), (1, Activation.Linear));
    private static readonly Network _smallRelu = new(4, (8, Activation.Relu), (6, Activation.Relu), (3, Activation.Linear));
    private static readonly Network _smallTanh = new(4, (8, Activation.Tanh), (6, Activation.Tanh), (3, Activation.Linear));
    private static readonly Network _exclusiveOr = new(2, (4, Activation.Tanh), (1, Activation.Sigmoid));
    private static readonly Network _digits30 = new(784, (30, Activation.Sigmoid), (10, Activation.Sigmoid));
    private static readonly Network _digits128 = new(784, (128, Activation.Relu), (10, Activation.Softmax));
    private static readonly Network _digits512 = new(784, (512, Activation.Relu), (256, Activation.Relu), (10, Activation.Softmax));

    private static readonly Network _leNet = new([
        new ConvolutionLayer(1, 28, 6, 5, 2, Activation.Relu),
        new PoolLayer(6, 28),
        new ConvolutionLayer(6, 14, 16, 5, 0, Activation.Relu),
        new PoolLayer(16, 10),
        new Layer(400, 120, Activation.Relu),
        new Layer(120, 84, Activation.Relu),
        new Layer(84, 10, Activation.Softmax),
    ]);

    private static readonly Network _convolution = new([new ConvolutionLayer(32, 28, 64, 3, 1, Activation.Linear)]);

    private static readonly Network _pixelProduct = new([new ConvolutionLayer(64, 28, 128, 1, 0, Activation.Linear)]);
    private static readonly Network _separable14 = Separable(64, 14);
    private static readonly Network _separable56 = Separable(32, 56);

    /// <summary>Predictions of one sample.</summary>
    public static IReadOnlyList<Workload> OneSample { get; } =
    [
        new("2-4-1 relu, one sample", _tinyRelu, 1),
        new("2-4-1 tanh, one sample", _tinyTanh, 1),
        new("4-8-6-3 relu, one sample", _smallRelu, 1),
        new("4-8-6-3 tanh, one sample", _smallTanh, 1),
        new("16-16 linear, one sample", new Network(16, (16, Activation.Linear)), 1),
        new("32-32 linear, one sample", new Network(32, (32, Activation.Linear)), 1),
        new("64-64 linear, one sample", new Network(64, (64, Activation.Linear)), 1),
        new("784-30-10, one sample", _digits30, 1),
        new("784-128-10, one sample", _digits128, 1),
        new("784-512-256-10, one sample", _digits512, 1),
    ];

    /// <summary>Predictions of a batch.</summary>
    public static IReadOnlyList<Workload> Batches { get; } =
    [
        new("784-30-10, batch 64", _digits30, 64),
        new("784-30-10, batch 256", _digits30, 256),
        new("784-128-10, batch 64", _digits128, 64),
        new("784-128-10, batch 256", _digits128, 256),
        new("784-512-256-10, batch 64", _digits512, 64),
        new("784-512-256-10, batch 256", _digits512, 256),
    ];

    /// <summary>Training steps: a gradient and a step of the optimizer.</summary>
    public static IReadOnlyList<Workload> TrainingSteps { get; } =
    [
        Step("2-4-1, batch 4, SGD step", _exclusiveOr, 4, Loss.MeanSquaredError, OptimizerKind.Sgd),
        Step("784-30-10, batch 10, SGD step", _digits30, 10, Loss.MeanSquaredError, OptimizerKind.Sgd),
        Step("784-128-10, batch 64, SGD step", _digits128, 64, Loss.CategoricalCrossEntropy, OptimizerKind.Sgd),
        Step("784-128-10, batch 64, Adam step", _digits128, 64, Loss.CategoricalCrossEntropy, OptimizerKind.Adam),
        Step("784-128-10, batch 64, Adam step, 2 threads", _digits128, 64, Loss.CategoricalCrossEntropy, OptimizerKind.Adam, 2),
        Step("784-512-256-10, batch 128, SGD step", _digits512, 128, Loss.CategoricalCrossEntropy, OptimizerKind.Sgd),
        Step("784-512-256-10, batch 128, Adam step", _digits512, 128, Loss.CategoricalCrossEntropy, OptimizerKind.Adam),
        Step("784-512-256-10, batch 128, SGD step, 2 threads", _digits512, 128, Loss.CategoricalCrossEntropy, OptimizerKind.Sgd, 2),
        Step("784-512-256-10, batch 128, Adam step, 2 threads", _digits512, 128, Loss.CategoricalCrossEntropy, OptimizerKind.Adam, 2),
    ];

    /// <summary>
    /// Networks on images. The step of the lone convolution computes the gradient of its input too: it is the backward pass of a layer amid
    /// others.
    /// </summary>
    public static IReadOnlyList<Workload> Images { get; } =
    [
        new("LeNet-5, one sample", _leNet, 1),
        new("LeNet-5, batch 64", _leNet, 64),
        Step("LeNet-5, batch 64, Adam step", _leNet, 64, Loss.CategoricalCrossEntropy, OptimizerKind.Adam),
        new("3x3 convolution 32-64 of 28x28, batch 8", _convolution, 8),
        new(
            "3x3 convolution 32-64 of 28x28, batch 8, forward and backward",
            _convolution,
            8,
            new Training(Loss.MeanSquaredError, OptimizerKind.Sgd, SgdRate, WithInputGradient: true)
        ),
        new("1x1 convolution 64-128 of 28x28, batch 8", _pixelProduct, 8),
        new("depthwise 3x3 and 1x1 relu, 64 of 14x14, batch 8", _separable14, 8),
        new("depthwise 3x3 and 1x1 relu, 32 of 56x56, batch 8", _separable56, 8),
    ];

    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<Workload> All { get; } = [.. OneSample, .. Batches, .. TrainingSteps, .. Images];

    /// <summary>The block of which MobileNet is made.</summary>
    private static Network Separable(int channels, int size) =>
        new([
            new ConvolutionLayer(channels, size, channels, 3, 1, Activation.Relu, Groups: channels),
            new ConvolutionLayer(channels, size, channels, 1, 0, Activation.Relu),
        ]);

    private static Workload Step(string name, Network network, int batch, Loss loss, OptimizerKind optimizer, int threads = 1) =>
        new(name, network, batch, new Training(loss, optimizer, optimizer == OptimizerKind.Sgd ? SgdRate : AdamRate), threads);
}
