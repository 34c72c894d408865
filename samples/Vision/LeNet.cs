using ModelCompiler;

namespace Vision;

/// <summary>
/// LeNet-5 for 28 × 28 grey values (LeCun et al., "Gradient-based learning applied to document recognition", 1998), with rectifiers and
/// maxima in place of the original's tangents and means.
/// </summary>
[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Activation.Relu, Padding = 2)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.Relu)]
[MaxPool2D(2)]
[Flatten]
[Dense(120, Activation.Relu)]
[Dense(84, Activation.Relu)]
[Dense(10, Activation.Softmax, Name = "Output")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class LeNet;
