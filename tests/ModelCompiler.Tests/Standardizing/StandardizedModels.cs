namespace ModelCompiler.Tests.Standardizing;

/// <summary>A small regression that standardizes its inputs.</summary>
[Model]
[Input(2)]
[Standardize]
[Dense(4, Activation.Tanh)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StandardizedModel;

/// <summary>Nothing but the layer.</summary>
[Model]
[Input(2)]
[Standardize(Name = "scale")]
internal sealed partial class StandardizeOnly;

/// <summary>The layer over an image of two channels, and behind another layer.</summary>
[Model]
[Input(2, 2, 2)]
[Standardize(Name = "pixels")]
[Flatten]
[Dense(3, Name = "hidden")]
[Standardize(Name = "inside")]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StandardizedImage;
