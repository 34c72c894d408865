namespace ModelCompiler.Tests.Copying;

/// <summary>A network on images with statistics, groups and a residual connection, all of which learns.</summary>
[Model]
[Input(2, 6, 6)]
[Conv2D(16, 3, Padding = 1, Bias = false, Name = "stem")]
[BatchNorm(Name = "norm")]
[Activation(Activation.Relu, Name = "stemmed")]
[Conv2D(16, 3, Padding = 1, Groups = 2, Name = "body")]
[Add("stemmed")]
[Dense(3, Name = "head")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class ImageModel;

/// <summary>Its twin with everything but the head frozen: all of it is stored elsewhere.</summary>
[Model]
[Input(2, 6, 6)]
[Conv2D(16, 3, Padding = 1, Bias = false, Name = "stem", Trainable = false)]
[BatchNorm(Name = "norm", Trainable = false)]
[Activation(Activation.Relu, Name = "stemmed")]
[Conv2D(16, 3, Padding = 1, Groups = 2, Name = "body", Trainable = false)]
[Add("stemmed")]
[Dense(3, Name = "head")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class ImageHeadModel;

/// <summary>The same layers in another network: the input has more channels than are seen, and is stored otherwise.</summary>
[Model]
[Input(2, 6, 6)]
[ConvTranspose2D(16, 3, Activation.Relu, Padding = 1, Bias = false, Name = "before")]
[Conv2D(16, 3, Activation.Relu, Padding = 1, Groups = 2, Name = "body")]
[Dense(3, Name = "head")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class OtherImageModel;

/// <summary>A head of another size.</summary>
[Model]
[Input(3)]
[Dense(5, Activation.Tanh, Name = "first")]
[Dense(4, Name = "last")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class WideHeadModel;

/// <summary>Nothing in common with the others.</summary>
[Model]
[Input(3)]
[Dense(2, Name = "only")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class StrangerModel;
