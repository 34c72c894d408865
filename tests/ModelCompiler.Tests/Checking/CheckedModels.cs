namespace ModelCompiler.Tests.Checking;

/// <summary>Sequences that have lengths.</summary>
[Model]
[Sequence(5, 3, HasLengths = true)]
[Gru(6, Output = RecurrentOutput.LastStep)]
[Dense(2)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class CheckedSequence;

/// <summary>A small regression without noise.</summary>
[Model]
[Input(2)]
[Dense(8, Activation.Tanh, Name = "hidden")]
[Dense(1, Name = "output")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class CheckedRegression;

/// <summary>Mostly zeros.</summary>
[Model]
[Input(40)]
[Dense(20, Activation.Tanh, WeightInitializer = Initializer.Sparse, WeightInitializerValue = 0.75, Name = "given")]
[Dense(20, WeightInitializer = Initializer.Sparse, Name = "default")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class CheckedSparsity;

/// <summary>Layers whose outputs are zero for many samples, so that the next ones stand on a corner.</summary>
[Model]
[Input(3)]
[Dense(4, Activation.Relu)]
[Dense(4, Activation.Relu)]
[Dense(2)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class Corners;

/// <summary>Nothing learns: the derivative of the loss is the gradient by the input.</summary>
[Model]
[Sequence(4, 3)]
[Softmax]
[Loss(Loss.SparseCategoricalCrossEntropy)]
public sealed partial class SoftmaxAlone;
