using ModelCompiler;

namespace Digits;

/// <summary>As <see cref="DigitClassifier"/> with 30 hidden units: <c>--hidden 30</c>.</summary>
[Model]
[Input(784)]
[Dense(30, Activation.Relu, Name = "Hidden")]
[Dense(10, Activation.Softmax, Name = "Output")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class SmallDigitClassifier;

/// <summary>As <see cref="DigitClassifier"/> with 512 hidden units: <c>--hidden 512</c>.</summary>
[Model]
[Input(784)]
[Dense(512, Activation.Relu, Name = "Hidden")]
[Dense(10, Activation.Softmax, Name = "Output")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class LargeDigitClassifier;

/// <summary>
/// The textbook network for handwritten digits, trained by plain gradient descent on the squared error: <c>--classic</c>
/// (Nielsen, "Neural Networks and Deep Learning", chapter 1: 95.42 % of MNIST after 30 epochs at rate 3.0, batch 10).
/// </summary>
[Model]
[Input(784)]
[Dense(30, Activation.Sigmoid, Name = "Hidden", WeightInitializer = Initializer.Normal, BiasInitializer = Initializer.Normal)]
[Dense(10, Activation.Sigmoid, Name = "Output", WeightInitializer = Initializer.Normal, BiasInitializer = Initializer.Normal)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class ClassicDigitClassifier;
