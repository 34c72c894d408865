using ModelCompiler;

namespace Shakespeare;

/// <summary>
/// Predicts the next character from all before it, by two layers of long short-term memory: 0.87 million parameters. It is trained on
/// pieces of 128 characters, and writes as a stream, whose memory has no end.
/// </summary>
[Model]
[Tokens(steps: 128, vocabulary: 65)]
[Embedding(64)]
[Lstm(256, Layers = 2, Dropout = 0.2)]
[Dropout(0.2)]
[Dense(65, Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossEntropy)]
public sealed partial class CharacterLstm;
