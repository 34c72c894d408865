namespace ModelCompiler.Benchmarks;

/// <summary>2-4-1 with ReLU.</summary>
[Model]
[Input(2)]
[Dense(4, Activation.Relu)]
[Dense(1)]
internal sealed partial class TinyRelu;

/// <summary>2-4-1 with tanh.</summary>
[Model]
[Input(2)]
[Dense(4, Activation.Tanh)]
[Dense(1)]
internal sealed partial class TinyTanh;

/// <summary>2-4-1 for exclusive or: tanh, then a sigmoid.</summary>
[Model]
[Input(2)]
[Dense(4, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class ExclusiveOr;

/// <summary>4-8-6-3 with ReLU.</summary>
[Model]
[Input(4)]
[Dense(8, Activation.Relu)]
[Dense(6, Activation.Relu)]
[Dense(3)]
internal sealed partial class SmallRelu;

/// <summary>4-8-6-3 with tanh.</summary>
[Model]
[Input(4)]
[Dense(8, Activation.Tanh)]
[Dense(6, Activation.Tanh)]
[Dense(3)]
internal sealed partial class SmallTanh;

/// <summary>One layer of 16 by 16.</summary>
[Model]
[Input(16)]
[Dense(16)]
internal sealed partial class Square16;

/// <summary>One layer of 32 by 32.</summary>
[Model]
[Input(32)]
[Dense(32)]
internal sealed partial class Square32;

/// <summary>One layer of 64 by 64.</summary>
[Model]
[Input(64)]
[Dense(64)]
internal sealed partial class Square64;

/// <summary>784-30-10, sigmoid throughout.</summary>
[Model]
[Input(784)]
[Dense(30, Activation.Sigmoid)]
[Dense(10, Activation.Sigmoid)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Digits30;

/// <summary>784-128-10, ReLU and softmax.</summary>
[Model]
[Input(784)]
[Dense(128, Activation.Relu)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal sealed partial class Digits128;

/// <summary>784-512-256-10, ReLU twice and softmax.</summary>
[Model]
[Input(784)]
[Dense(512, Activation.Relu)]
[Dense(256, Activation.Relu)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal sealed partial class Digits512;

/// <summary>LeNet-5 with 6 and 16 channels.</summary>
[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.Relu)]
[MaxPool2D(2)]
[Dense(120, Activation.Relu)]
[Dense(84, Activation.Relu)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal sealed partial class LeNet;

/// <summary>One convolution.</summary>
[Model]
[Input(32, 28, 28)]
[Conv2D(64, 3, Padding = 1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class OneConvolution;

/// <summary>One convolution of single pixels.</summary>
[Model]
[Input(64, 28, 28)]
[Conv2D(128, 1)]
internal sealed partial class PixelProduct;

/// <summary>A depthwise convolution and one of single pixels, on small images.</summary>
[Model]
[Input(64, 14, 14)]
[DepthwiseConv2D(3, Activation.Relu, Padding = 1)]
[Conv2D(64, 1, Activation.Relu)]
internal sealed partial class Separable14;

/// <summary>A depthwise convolution and one of single pixels, on large images.</summary>
[Model]
[Input(32, 56, 56)]
[DepthwiseConv2D(3, Activation.Relu, Padding = 1)]
[Conv2D(32, 1, Activation.Relu)]
internal sealed partial class Separable56;
