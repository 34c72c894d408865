namespace ModelCompiler.Tests.Tokens;

/// <summary>Scores the next token of a text.</summary>
[Model]
[Tokens(4, 10)]
[Embedding(6, PaddingIndex = 3)]
[LearnedPositions]
[Dense(6, Activation.Tanh)]
[Dense(10, Activation.Softmax, TiedTo = "embedding1")]
[Loss(Loss.SparseCategoricalCrossEntropy)]
public sealed partial class NextToken;

/// <summary>The class of a text.</summary>
[Model]
[Tokens(4, 10)]
[Embedding(5)]
[MeanOver(0)]
[Dense(3, Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossEntropy)]
public sealed partial class TextClass;

/// <summary>Two layers that start as Keras's.</summary>
[Model]
[Tokens(4, 300)]
[Embedding(20, PaddingIndex = 0)]
[Dense(1)]
[Initialize(Initialization.Keras)]
public sealed partial class KerasText;
