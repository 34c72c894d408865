namespace ModelCompiler.Tests.Heads;

/// <summary>Two inputs, a shared trunk, and two heads.</summary>
[Model]
[Input(4, Name = "state")]
[Input(2, Name = "goal")]
[Concat("state", "goal")]
[Dense(16, Activation.Tanh, Name = "trunk")]
[Dense(3, Activation.Softmax, Name = "policy")]
[Dense(1, From = "trunk", Name = "value")]
[Output("policy", Loss.CategoricalCrossEntropy)]
[Output("value", Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class ActorCritic;

/// <summary>The first head of <see cref="ActorCritic"/> with a second one that counts for nothing.</summary>
[Model]
[Input(4, Name = "state")]
[Input(2, Name = "goal")]
[Concat("state", "goal")]
[Dense(16, Activation.Tanh, Name = "trunk")]
[Dense(3, Activation.Softmax, Name = "policy")]
[Dense(1, From = "trunk", Name = "value")]
[Output("policy", Loss.CategoricalCrossEntropy)]
[Output("value", Loss.MeanSquaredError, Weight = 0)]
public sealed partial class Actor;

/// <summary>The first head of <see cref="ActorCritic"/> alone.</summary>
[Model]
[Input(6)]
[Dense(16, Activation.Tanh, Name = "trunk")]
[Dense(3, Activation.Softmax, Name = "policy")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class PolicyAlone;

/// <summary>The second head of <see cref="ActorCritic"/> alone.</summary>
[Model]
[Input(6)]
[Dense(16, Activation.Tanh, Name = "trunk")]
[Dense(1, Name = "value")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class ValueAlone;

/// <summary>
/// Inputs and heads of all kinds: tokens and an image, a recurrence and statistics of the batch, three losses, and an output without one.
/// </summary>
[Model]
[Tokens(3, 10, Name = "city")]
[Input(1, 6, 6, Name = "picture")]
[Conv2D(4, 3, Activation.Swish, From = "picture")]
[BatchNorm]
[GlobalAvgPool(Name = "seen")]
[Embedding(4, From = "city")]
[Lstm(5, Output = RecurrentOutput.LastStep)]
[Concat("seen")]
[Dense(7, Activation.Swish, Name = "trunk")]
[Dropout(0.2)]
[Dense(3, Activation.Softmax, Name = "kind")]
[Dense(2, Activation.Sigmoid, From = "trunk", Name = "flags")]
[Dense(4, From = "trunk", Name = "code")]
[Output("kind", Loss.SparseCategoricalCrossEntropy)]
[Output("flags", Loss.BinaryCrossEntropy, Weight = 2)]
[Output("code", Loss.Huber, Delta = 0.5)]
[Output("trunk")]
public sealed partial class Everything;

/// <summary>Heads whose losses have numbers, or are of whole rows.</summary>
[Model]
[Input(5)]
[Dense(9, Activation.Tanh, Name = "trunk")]
[Dense(4, Activation.Softmax, Name = "kind")]
[Dense(3, Activation.Softmax, From = "trunk", Name = "mixture")]
[Dense(2, Activation.Sigmoid, From = "trunk", Name = "flags")]
[Dense(2, Activation.Sigmoid, From = "trunk", Name = "rare")]
[Dense(4, Activation.Softplus, From = "trunk", Name = "normal")]
[Dense(3, From = "trunk", Name = "direction")]
[Output("normal", Loss.GaussianNegativeLogLikelihood, Weight = 0.25)]
[Output("direction", Loss.CosineSimilarity)]
[Output("kind", Loss.SparseCategoricalCrossEntropy, LabelSmoothing = 0.1)]
[Output("mixture", Loss.CategoricalCrossEntropy, LabelSmoothing = 0.3, Weight = 0.5)]
[Output("flags", Loss.BinaryCrossEntropy, PositiveWeight = 3)]
[Output("rare", Loss.BinaryFocal, Alpha = 0.75, Gamma = 1, Weight = 2)]
public sealed partial class Numbered;

/// <summary>One class for each step, and no other head.</summary>
[Model]
[Sequence(4, 3)]
[Gru(5)]
[Dense(6, Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossEntropy)]
public sealed partial class PositionTagger;

/// <summary>
/// Heads of images and steps: of positions, of each of which a class is asked, and of a layer that another one reads. The names of the
/// outputs are those of locals.
/// </summary>
[Model]
[Sequence(4, 3)]
[Gru(5, Name = "samples")]
[Dense(6, Activation.Softmax, Name = "count")]
[MeanOver(0, From = "samples", Name = "rows")]
[Output("count", Loss.SparseCategoricalCrossEntropy)]
[Output("samples", Loss.MeanSquaredError)]
[Output("rows", Loss.MeanAbsoluteError, Weight = 0.25)]
public sealed partial class Tagger;
