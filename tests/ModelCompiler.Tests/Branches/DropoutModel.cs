namespace ModelCompiler.Tests.Branches;

/// <summary>A model whose training is random.</summary>
[Model]
[Input(4)]
[Dense(12, Activation.Relu)]
[Dropout(0.3f)]
[GaussianNoise(0.05f)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class DropoutModel;
