namespace ModelCompiler.Tests.Preparing;

/// <summary>Straight-line code.</summary>
[Model]
[Input(3)]
[Dense(4, Activation.Tanh)]
[Dense(2, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal partial class Straight;

/// <summary>Products in tiles.</summary>
[Model]
[Input(40)]
[Dense(70, Activation.Gelu)]
[LayerNorm]
[Dense(35)]
[Loss(Loss.MeanSquaredError)]
internal partial class Tiled;

/// <summary>What a gradient changes besides: running statistics and the random state.</summary>
[Model]
[Input(1, 8, 8)]
[Conv2D(8, 3)]
[BatchNorm]
[Activation(Activation.Relu)]
[MaxPool2D(2)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal partial class Noisy;

/// <summary>A batch normalisation of flat values: a gradient needs two samples.</summary>
[Model]
[Input(5)]
[Dense(6)]
[BatchNorm]
[Dense(1, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
internal partial class Normalised;

/// <summary>A model that only predicts.</summary>
[Model]
[Input(4)]
[Dense(2)]
internal partial class WithoutLoss;

/// <summary>One that is not prepared.</summary>
[Model]
[Input(40)]
[Dense(71, Activation.Gelu)]
[LayerNorm]
[Dense(35)]
[Loss(Loss.MeanSquaredError)]
internal partial class Unprepared;
