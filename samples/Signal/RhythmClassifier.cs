using ModelCompiler;

namespace Signal;

/// <summary>
/// Twice the channels, half the length: with every stage the layers see longer parts of the signal and more kinds of shapes.
/// </summary>
[Block]
[Conv1D(2 * Block.Channels, 5, Activation.Relu, Padding = Padding.Same)]
[MaxPool1D(2)]
public sealed class Stage;

/// <summary>Tells from a trace of 256 values how a heart beats.</summary>
[Model]
[Input(1, Rhythms.Length)]
[Conv1D(12, 9, Activation.Relu, Padding = Padding.Same)]
[MaxPool1D(2)]
[Use<Stage>(Name = "Stages", Repeat = 2)]
[Conv1D(48, 9, Activation.Relu, Padding = Padding.Same)]
[GlobalAvgPool]
[Dense(4, Activation.Softmax, Name = "Output")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class RhythmClassifier;
