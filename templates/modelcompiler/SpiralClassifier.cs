using ModelCompiler;

/// <summary>Tells which of two spirals a point of the plane belongs to.</summary>
[Model]
[Input(2)]
[Dense(32, Activation.Relu)]
[Dense(32, Activation.Relu)]
[Dense(1, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class SpiralClassifier;
