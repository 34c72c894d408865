namespace ModelCompiler.Platforms;

[Model, Sequence(7, 5)]
[Lstm(9, Bidirectional = true)]
[Rnn(6, Activation.Relu)]
[Gru(16, Output = RecurrentOutput.LastStep)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Recurrent;

[Model, Sequence(11, 24)]
[LearnedPositions]
[SinusoidalPositions]
[LayerNorm]
[Attention(3, Window = 4, Rotary = Rotary.Halves)]
[Attention(4, KeyValueHeads = 2, Rotary = Rotary.Interleaved)]
[MeanOver(0)]
[Dense(5, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
internal sealed partial class Attentive;

[Model, Sequence(9, 6)]
[Conv1D(8, 3, Activation.Tanh, Padding = Padding.Causal, Dilation = 2)]
[LearnedPositions]
[Attention(2, Causal = true)]
[Gru(10)]
[Lstm(7)]
[Dense(4, Activation.Tanh)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Streamed;
