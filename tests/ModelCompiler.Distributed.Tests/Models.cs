namespace ModelCompiler.Distributed.Tests;

/// <summary>Dense layers alone.</summary>
[Model]
[Input(20)]
[Dense(48, Activation.Relu)]
[Dense(4, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class Plain;

/// <summary>Running statistics and noise.</summary>
[Model]
[Input(1, 6, 6)]
[Conv2D(4, 3, Bias = false)]
[BatchNorm]
[Activation(Activation.Relu)]
[Flatten]
[Dropout(0.3)]
[Dense(4, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class Images;

/// <summary>States that are carried from batch to batch, and targets that are numbers of classes.</summary>
[Model]
[Tokens(6, 10)]
[Embedding(5)]
[Lstm(7, Layers = 2, Dropout = 0.2)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossEntropy)]
public sealed partial class Text;

/// <summary>Normalises a value of each sample over the batch.</summary>
[Model]
[Input(3)]
[Dense(4, Bias = false)]
[BatchNorm]
[Dense(2, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class Normalised;
