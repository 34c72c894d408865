using ModelCompiler;

namespace CartPole;

/// <summary>
/// The value of each action in a state: the discounted return that is to be expected after it. The smaller weights of PyTorch's
/// initialisation matter, because what the network predicts is part of its own targets.
/// </summary>
[Model]
[Input(CartPoleEnvironment.StateSize)]
[Dense(128, Activation.Relu)]
[Dense(128, Activation.Relu)]
[Dense(CartPoleEnvironment.Actions, Name = "Q")]
[Initialize(Initialization.PyTorch)]
[Loss(Loss.Huber)]
public sealed partial class QNetwork;
