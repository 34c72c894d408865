using ModelCompiler;

namespace Vision;

/// <summary>
/// Two normalised convolutions beside a shortcut (He et al., "Deep residual learning for image recognition", 2015): they learn what to add
/// to their input.
/// </summary>
[Block]
[Conv2D(Block.Channels, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[Activation(Activation.Relu)]
[Conv2D(Block.Channels, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[Add(Block.Input)]
[Activation(Activation.Relu)]
public sealed class ResidualBlock;

/// <summary>
/// A small residual network for 28 × 28 grey values: two stages of two blocks each, and a mean over the image in place of large dense
/// layers.
/// </summary>
[Model]
[Input(1, 28, 28)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[Activation(Activation.Relu)]
[MaxPool2D(2)]
[Use<ResidualBlock>(Name = "Stage1", Repeat = 2)]
[Conv2D(32, 3, Padding = Padding.Same, Bias = false)]
[BatchNorm]
[Activation(Activation.Relu)]
[MaxPool2D(2)]
[Use<ResidualBlock>(Name = "Stage2", Repeat = 2)]
[GlobalAvgPool]
[Dense(10, Activation.Softmax, Name = "Output")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class ResidualNetwork;
