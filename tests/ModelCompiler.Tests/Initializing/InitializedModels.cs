namespace ModelCompiler.Tests.Initializing;

/// <summary>Every layer that has parameters, with PyTorch's defaults.</summary>
[Model]
[Input(8, 12, 12)]
[Conv2D(32, 3, Activation.Relu, Name = "conv")]
[Conv2D(32, 3, Activation.Tanh, Groups = 4, Name = "grouped")]
[BatchNorm(Name = "norm")]
[DepthwiseConv2D(3, Activation.Tanh, Name = "depthwise")]
[ConvTranspose2D(24, 3, Stride = 2, Groups = 2, Name = "transposed")]
[PRelu(Name = "slopes")]
[Reshape(24, 169, Name = "signal")]
[Conv1D(16, 5, Activation.Tanh, Name = "line")]
[Scale(Name = "scale")]
[LayerNorm(Name = "layer_norm")]
[Dense(40, Activation.Selu, Name = "dense")]
[Dense(
    30,
    Activation.Relu,
    WeightInitializer = Initializer.HeNormal,
    BiasInitializer = Initializer.Constant,
    BiasInitializerValue = 0.5f,
    Name = "own"
)]
[Dense(2, Activation.Softmax, Bias = false, Name = "last")]
[Initialize(Initialization.PyTorch)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class PyTorchModel;

/// <summary>The same with Keras' defaults.</summary>
[Model]
[Input(8, 12, 12)]
[Conv2D(32, 3, Activation.Relu, Name = "conv")]
[Conv2D(32, 3, Activation.Tanh, Groups = 4, Name = "grouped")]
[DepthwiseConv2D(3, Activation.Tanh, Name = "depthwise")]
[ConvTranspose2D(24, 3, Stride = 2, Name = "transposed")]
[PRelu(Name = "slopes")]
[Dense(40, Activation.Relu, Name = "dense")]
[Dense(2, Name = "last")]
[Initialize(Initialization.Keras)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class KerasModel;

/// <summary>Recurrent layers with PyTorch's defaults, which are theirs anyway.</summary>
[Model]
[Sequence(4, 24)]
[Lstm(20, Layers = 2, Bidirectional = true, Name = "lstm")]
[Gru(18, Name = "gru")]
[Rnn(16, Name = "rnn")]
[Initialize(Initialization.PyTorch)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class PyTorchRecurrentModel;

/// <summary>The same with Keras' defaults.</summary>
[Model]
[Sequence(4, 24)]
[Lstm(20, Layers = 2, Bidirectional = true, Name = "lstm")]
[Gru(18, Name = "gru")]
[Rnn(16, Name = "rnn")]
[Dense(12, WeightInitializer = Initializer.Orthogonal, WeightInitializerValue = 1.5, Name = "own")]
[Initialize(Initialization.Keras)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class KerasRecurrentModel;

/// <summary>One layer that starts as PyTorch's, in a model that does not.</summary>
[Model]
[Input(50)]
[Dense(64, Activation.Relu, WeightInitializer = Initializer.PyTorchUniform, BiasInitializer = Initializer.PyTorchUniform, Name = "first")]
[Dense(3, Activation.Relu, Name = "second")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class OneLayerModel;

/// <summary>A model without a word about it, and one that names the default: the same.</summary>
[Model]
[Input(4)]
[Dense(3, Activation.Relu, Name = "first")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class UnsaidModel;

/// <summary>The same.</summary>
[Model]
[Initialize(Initialization.Default)]
[Input(4)]
[Dense(3, Activation.Relu, Name = "first")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class SaidModel;
