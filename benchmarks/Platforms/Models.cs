namespace ModelCompiler.Platforms;

[Model, Input(2)]
[Dense(4, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
internal sealed partial class ExclusiveOr;

[Model, Input(4)]
[Dense(8, Activation.Gelu)]
[Dense(6, Activation.Swish)]
[Dense(3)]
[Loss(Loss.HalfSquaredError)]
internal sealed partial class LongStraightLine;

[Model, Input(784)]
[Dense(128, Activation.Relu)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal sealed partial class Digits;

[Model, Input(1, 28, 28)]
[Conv2D(6, 5, Activation.Tanh, Padding = Padding.Same)]
[AvgPool2D(2)]
[Conv2D(16, 5, Activation.Relu)]
[MaxPool2D(2)]
[Dense(120, Activation.Tanh)]
[Dense(84, Activation.Tanh)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal sealed partial class LeNet;

[Model, Input(3, 50)]
[Conv1D(8, 5, Activation.Elu, Stride = 2)]
[MaxPool1D(2)]
[Conv1D(12, 3, Padding = 1)]
[BatchNorm]
[Activation(Activation.Relu)]
[AvgPool1D(2)]
[GlobalAvgPool]
[Dense(4, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal sealed partial class Signal;

[Model, Input(33)]
[LayerNorm]
[Dense(50, Activation.Mish)]
[RmsNorm]
[Scale]
[PRelu(Slopes = ParameterSharing.PerValue)]
[Dense(7)]
[LayerNorm]
[Loss(Loss.Huber, Delta = 0.5f)]
internal sealed partial class Normalized;

[Model, Input(20)]
[Dense(37, Bias = false)]
[BatchNorm]
[Activation(Activation.Gelu)]
[Dense(16, Activation.Softplus)]
[BatchNorm(Affine = false, Momentum = 0.3f)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class BatchNormalized;

[Block]
[Conv2D(Block.Channels, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[Activation(Activation.Relu)]
[Conv2D(Block.Channels, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[Add(Block.Input)]
[Activation(Activation.Swish)]
internal sealed class ResidualBlock;

[Model, Input(3, 12, 12)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[Activation(Activation.Relu)]
[Use<ResidualBlock>(Name = "Stage1")]
[Conv2D(24, 3, Stride = 2)]
[Use<ResidualBlock>(Name = "Stage2")]
[GlobalAvgPool]
[Dense(5, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal sealed partial class Residual;

[Model, Input(70)]
[Dense(257, Activation.Relu)]
[Dropout(0.2f)]
[Dense(130, Activation.Selu)]
[GaussianNoise(0.1f)]
[Dense(33)]
[Loss(Loss.MeanAbsoluteError)]
internal sealed partial class Regularized;

[Model, Input(4, 9, 11)]
[ZeroPad(1)]
[DepthwiseConv2D(3, Activation.HardSwish, Name = "Depth")]
[Conv2D(8, 1, 3, Activation.Sigmoid, Groups = 2, Padding = Padding.Same, Name = "A")]
[Conv2D(8, 3, 1, Activation.Tanh, Padding = Padding.Same, Dilation = 2, From = "depth", Name = "B")]
[Multiply("a", "b", Name = "Gated")]
[Concat("gated", "depth")]
[MaxPool2D(3, Stride = 2, Padding = 1)]
[ConvTranspose2D(5, 3, Activation.LeakyRelu, Stride = 2)]
[AvgPool2D(2, Stride = 1, Padding = 1)]
[GlobalMaxPool]
[Dense(2, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
internal sealed partial class Images;
