namespace ModelCompiler;

/// <summary>
/// Marks a partial class as a neural network. The network is declared by the attributes that follow on the same
/// class, from the input to the output; the source generator compiles it into a forward and a backward pass.
/// </summary>
/// <example><code>
/// [Model]
/// [Input(784)]
/// [Dense(128, Activation.Relu)]
/// [Dense(10, Activation.Softmax)]
/// [Loss(Loss.CategoricalCrossEntropy)]
/// public sealed partial class DigitClassifier;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute;
