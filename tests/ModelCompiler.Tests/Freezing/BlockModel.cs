namespace ModelCompiler.Tests.Freezing;

/// <summary>A model with a block that is used twice.</summary>
[Model]
[Input(4)]
[Use<Stage>(Repeat = 2, Name = "stage")]
[Dense(1, Name = "last")]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class BlockModel;

/// <summary>A layer as a block.</summary>
[Block]
[Dense(4, Activation.Tanh)]
internal sealed class Stage;
