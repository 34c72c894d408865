namespace ModelCompiler.Tests.Training;

/// <summary>A text of ten symbols, eight at a time, with noise in the layers.</summary>
[Model]
[Tokens(8, 10)]
[Embedding(6)]
[Lstm(8, Layers = 2, Dropout = 0.2)]
[Dense(10, Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossEntropy)]
public sealed partial class CarriedText;

/// <summary>A series, four steps at a time.</summary>
[Model]
[Sequence(4, 1)]
[Gru(6)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class CarriedSeries;

/// <summary>The sum of two of a hundred numbers, those that are marked (Hochreiter and Schmidhuber 1997).</summary>
[Model]
[Sequence(100, 2)]
[Gru(64, Output = RecurrentOutput.LastStep)]
[Dense(1)]
[Initialize(Initialization.Keras)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class AddingGru;

/// <summary>The same with long short-term memory.</summary>
[Model]
[Sequence(100, 2)]
[Lstm(64, Output = RecurrentOutput.LastStep)]
[Dense(1)]
[Initialize(Initialization.Keras)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class AddingLstm;

/// <summary>No sequence at all.</summary>
[Model]
[Input(1)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class OneStep;
