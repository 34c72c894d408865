// What the guides suppose: the models they speak of, and values as a reader's program has them. Compiled with each piece of code.
using System;
using System.Collections.Generic;
using System.Threading;
using ModelCompiler;
using ModelCompiler.Data;
using ModelCompiler.Distributed.Sweeps;
using ModelCompiler.Plotting;

namespace Guide;

[Model]
[Input(784)]
[Dense(128, Activation.Relu, Name = "Hidden")]
[Dense(10, Activation.Softmax, Name = "Output")]
[Loss(Loss.CategoricalCrossEntropy)]
[Weights("digits.safetensors")]
public sealed partial class DigitClassifier;

[Model]
[Input(784)]
[Dense(128, Activation.Relu, Name = "Hidden", Trainable = false)]
[Dense(10, Activation.Softmax, Name = "Output")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class DigitHead;

[Model]
[Input(2)]
[Dense(8, Activation.Tanh, Name = "Hidden")]
[Dense(1, Activation.Sigmoid, Name = "Output")]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class InsideCircle;

[Model]
[Input(4)]
[Dense(128, Activation.Relu)]
[Dense(2, Name = "Q")]
[Loss(Loss.Huber)]
public sealed partial class QNetwork;

[Model]
[Input(4, Name = "state")]
[Input(2, Name = "goal")]
[Concat("state", "goal")]
[Dense(64, Activation.Tanh, Name = "trunk")]
[Dense(3, Activation.Softmax, Name = "policy")]
[Dense(1, From = "trunk", Name = "value")]
[Output("policy", Loss.CategoricalCrossEntropy)]
[Output("value", Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class ActorCritic;

[Model]
[Input(4)]
[Dense(3)]
[Loss(Loss.OutputGradient)]
public sealed partial class PolicyNetwork;

[Model]
[Input(4)]
[Dense(2, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class Policy;

[Model]
[Input(1)]
[Activation(Activation.Swish)]
public sealed partial class SwishModel;

[Block]
[Conv2D(Block.Channels, 3, Padding = 1)]
[Add(Block.Input)]
public sealed class Residual;

[Model]
[Input(2)]
[Dense(8, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class Xor;

public static class Context
{
    public static DigitClassifier model = new(),
        classifier = new(),
        digits = new();
    public static Policy policy = new();
    public static Dataset train = null!,
        validation = null!,
        test = null!;
    public static Optimizer optimizer = new Adam();
    public static Trainer<DigitClassifier> trainer = null!;
    public static TrainingHistory history = null!;
    public static IProgress<TrainingProgress> progress = null!;
    public static CancellationToken cancellationToken;
    public static CancellationTokenSource stop = new();
    public static AlignedBuffer gradient = null!;
    public static IEnumerable<(float[], int[])> batches = [];
    public static float[] inputs = [],
        trainingValues = [],
        values = [],
        pixels = [],
        probability = [],
        predictions = [],
        outputs = [],
        outputGradients = [],
        inputGradient = [],
        weights = [],
        targets = [];
    public static ActorCritic critic = new();
    public static PolicyNetwork network = new();
    public static float[] state = [],
        goal = [],
        goals = [],
        policies = [],
        returns = [];
    public static float[] states = [],
        nextStates = [],
        q = [],
        nextQ = [],
        p = [],
        y = [],
        reward = [],
        advantage = [];
    public static int[] classes = [],
        action = [],
        rows = [];
    public static bool[] isOver = [],
        mask = [];
    public static string[] names = [];
    public static int n,
        batch,
        actions;
    public static float beta;
    public static ulong seed;
    public static double error;
    public static SweepResult result = null!;
    public static Table table = null!;
    public static FeatureEncoder encoder = null!;
    public static Standardizer scale = null!,
        inputStandardizer = null!,
        targetStandardizer = null!;
    public static IReadOnlyList<OptimizerPath> paths = [];
    public static (string, Func<double, double>)[] functions = [];
    public static float[] _pixels = [],
        _probabilities = [];
}
