using ModelCompiler;

namespace Digits;

/// <summary>28 × 28 grey values in, the probabilities of the ten digits out.</summary>
[Model]
[Input(784)]
[Dense(128, Activation.Relu, Name = "Hidden")]
[Dense(10, Activation.Softmax, Name = "Output")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class DigitClassifier;
