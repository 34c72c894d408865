using ModelCompiler;

namespace EdgeInference;

/// <summary>Tells the state of a machine from one <see cref="Reading"/>.</summary>
[Model]
[Input(6)]
[Dense(24, Activation.Relu, Name = "Hidden1")]
[Dense(16, Activation.Relu, Name = "Hidden2")]
[Dense(4, Activation.Softmax, Name = "State")]
[Loss(Loss.CategoricalCrossEntropy)]
[Weights("machine.safetensors")]
public sealed partial class MachineClassifier;
