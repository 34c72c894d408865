namespace ModelCompiler.Tests.Declared;

// Models as a user declares them, compiled with this project.

/// <summary>Exclusive or, as small as it can be solved.</summary>
[Model]
[Input(2)]
[Dense(4, Activation.Tanh, Name = "hidden")]
[Dense(1, Activation.Sigmoid, Name = "output")]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class Xor;

/// <summary>The network of the published result for MNIST with sigmoids.</summary>
[Model]
[Input(784)]
[Dense(30, Activation.Sigmoid)]
[Dense(10, Activation.Sigmoid)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class SigmoidDigits;

/// <summary>The usual network for MNIST.</summary>
[Model]
[Input(784)]
[Dense(128, Activation.Relu)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class SoftmaxDigits;

/// <summary>Several outputs of any size, and no bias.</summary>
[Model]
[Input(13)]
[Dense(300, Activation.Gelu)]
[Dense(5, Bias = false)]
[Loss(Loss.Huber, Delta = 0.5f)]
public sealed partial class Regression;

/// <summary>A model that cannot be trained, inside another type.</summary>
public static partial class Outer
{
    /// <summary>Three classes.</summary>
    [Model]
    [Input(3)]
    [Dense(3, Activation.Softmax)]
    public sealed partial class Nested;
}

/// <summary>Many outputs for each input.</summary>
[Model]
[Input(1)]
[Dense(64)]
public sealed partial class Wide;
