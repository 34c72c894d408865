namespace ModelCompiler.Tests.BatchNorms;

/// <summary>A flat network whose batches need two samples.</summary>
[Model]
[Input(3)]
[Dense(6, Bias = false)]
[BatchNorm(Name = "norm")]
[Activation(Activation.Relu)]
[Dense(2)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class FlatNormModel;

/// <summary>A network on images, which has several values for each channel in a sample.</summary>
[Model]
[Input(2, 4, 4)]
[Conv2D(5, 3, Bias = false)]
[BatchNorm(Name = "norm", Momentum = 0.3f)]
[Activation(Activation.Relu)]
[Dense(2)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class ImageNormModel;

/// <summary>The same with a frozen normalisation.</summary>
[Model]
[Input(2, 4, 4)]
[Conv2D(5, 3, Bias = false)]
[BatchNorm(Name = "norm", Trainable = false, Affine = false)]
[Activation(Activation.Relu)]
[Dense(2)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class FrozenNormModel;
