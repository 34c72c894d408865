using ModelCompiler;

namespace Service;

/// <summary>The position of a point in, the probability that it lies inside a circle out.</summary>
[Model]
[Input(2)]
[Dense(16, Activation.Tanh, Name = "Hidden")]
[Dense(1, Activation.Sigmoid, Name = "Output")]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class InsideCircle;
