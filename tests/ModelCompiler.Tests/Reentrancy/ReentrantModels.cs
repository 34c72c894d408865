namespace ModelCompiler.Tests.Reentrancy;

/// <summary>A network like LeNet-5, on small images.</summary>
[Model]
[Input(1, 12, 12)]
[Conv2D(6, 5, Activation.Tanh, Padding = Padding.Same)]
[AvgPool2D(2)]
[Conv2D(8, 3, Activation.Tanh)]
[MaxPool2D(2)]
[Dense(20, Activation.Relu)]
[Dense(4, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal sealed partial class SmallLeNet;

/// <summary>Noise and a normalisation over the batch, on images.</summary>
[Model]
[Input(2, 6, 6)]
[Conv2D(5, 3, Bias = false)]
[BatchNorm]
[Activation(Activation.Relu)]
[Dropout(0.3f)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class NoisyNormModel;
