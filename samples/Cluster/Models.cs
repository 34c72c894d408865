using ModelCompiler;

namespace Cluster;

/// <summary>Dense layers alone.</summary>
[Model]
[Input(784)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class DenseDigits;

/// <summary>A smaller network, whose steps are so short that the exchange counts.</summary>
[Model]
[Input(784)]
[Dense(128, Activation.Relu)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class SmallDigits;

/// <summary>Convolutions with batch normalisation and dropout.</summary>
[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2, Bias = false)]
[BatchNorm]
[Activation(Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(16, 5, Bias = false)]
[BatchNorm]
[Activation(Activation.Relu)]
[MaxPool2D(2)]
[Flatten]
[Dense(84, Activation.Relu)]
[Dropout(0.25)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class LeNetDigits;
