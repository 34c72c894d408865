namespace ModelCompiler.Tests.OutsideGradients;

/// <summary>Small enough for straight-line code.</summary>
[Model]
[Input(5)]
[Dense(7, Activation.Tanh)]
[Dense(3)]
[Loss(Loss.OutputGradient)]
public sealed partial class Straight;

/// <summary><see cref="Straight"/> with a loss of the list.</summary>
[Model]
[Input(5)]
[Dense(7, Activation.Tanh)]
[Dense(3)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class StraightSquared;

/// <summary>Taken in parts when there are many samples.</summary>
[Model]
[Input(19)]
[Dense(90, Activation.Relu)]
[Dense(70, Activation.Gelu)]
[Dense(5, Activation.Tanh)]
[Loss(Loss.OutputGradient)]
public sealed partial class Parted;

/// <summary>With products that threads share by outputs.</summary>
[Model]
[Input(256)]
[Dense(1024, Activation.Relu)]
[Dense(1024, Activation.Relu)]
[Dense(9)]
[Loss(Loss.OutputGradient)]
public sealed partial class Broad;

/// <summary>Statistics of the batch, noise, and an image as output.</summary>
[Model]
[Input(2, 6, 6)]
[Conv2D(5, 3, Activation.Swish, Padding = 1)]
[BatchNorm]
[Dropout(0.3)]
[Conv2D(3, 3)]
[Loss(Loss.OutputGradient)]
public sealed partial class Normalised;

/// <summary>Statistics of a batch that must have several samples.</summary>
[Model]
[Input(24)]
[Dense(4)]
[BatchNorm]
[Loss(Loss.OutputGradient)]
public sealed partial class Centred;

/// <summary>Running statistics alone, and noise.</summary>
[Model]
[Input(6)]
[Dense(20)]
[BatchNorm(Trainable = false)]
[GaussianNoise(0.1)]
[Dense(4, Activation.Swish)]
[Loss(Loss.OutputGradient)]
public sealed partial class Settled;

/// <summary>Sequences with lengths, outputs at every step, states that may be carried.</summary>
[Model]
[Sequence(6, 3, HasLengths = true)]
[Lstm(5)]
[Dense(3)]
[Loss(Loss.OutputGradient)]
public sealed partial class Stepwise;

/// <summary>Tokens, attention, and an output of the last layer alone.</summary>
[Model]
[Tokens(5, 11)]
[Embedding(8)]
[Attention(2, Causal = true)]
[LayerNorm]
[Dense(4)]
[Loss(Loss.OutputGradient)]
public sealed partial class Reader;

/// <summary>Two heads, one of a weight.</summary>
[Model]
[Input(4)]
[Dense(40, Activation.Tanh, Name = "trunk")]
[Dense(3, Name = "policy")]
[Dense(1, From = "trunk", Name = "value")]
[Output("policy", Loss.OutputGradient)]
[Output("value", Loss.OutputGradient, Weight = 0.5)]
public sealed partial class Headed;
