using ModelCompiler;

namespace Xor;

/// <summary>Two inputs, four hidden units, one output: the smallest network that can learn "one or the other, but not both".</summary>
[Model]
[Input(2)]
[Dense(4, Activation.Relu, Name = "Hidden")]
[Dense(1, Name = "Output")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class XorModel;
