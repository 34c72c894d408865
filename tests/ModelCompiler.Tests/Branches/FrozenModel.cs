namespace ModelCompiler.Tests.Branches;

/// <summary>A model with frozen layers between others.</summary>
[Model]
[Input(3)]
[Dense(5, Activation.Tanh, Name = "first")]
[Dense(6, Activation.Tanh, Name = "frozen", Trainable = false)]
[LayerNorm(Name = "norm", Trainable = false)]
[Dense(2, Name = "last")]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class FrozenModel;

/// <summary>The same, all trainable.</summary>
[Model]
[Input(3)]
[Dense(5, Activation.Tanh, Name = "first")]
[Dense(6, Activation.Tanh, Name = "frozen")]
[LayerNorm(Name = "norm")]
[Dense(2, Name = "last")]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class ThawedModel;
