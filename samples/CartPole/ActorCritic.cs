using ModelCompiler;

namespace CartPole;

/// <summary>
/// A policy and a value on one trunk: two heads, whose outputs, two logits and the value of the state, lie behind one another in a row of
/// three. The targets are the gradient with respect to those outputs (<see cref="Loss.OutputGradient"/>), which
/// <see cref="PolicyObjective"/> computes.
/// </summary>
[Model]
[Input(CartPoleEnvironment.StateSize)]
[Dense(64, Activation.Tanh)]
[Dense(64, Activation.Tanh, Name = "Trunk")]
[Dense(CartPoleEnvironment.Actions, Name = "Policy", WeightInitializer = Initializer.Normal, WeightInitializerValue = 0.01)]
[Dense(1, Name = "Value", From = "Trunk")]
[Output("Policy", Loss.OutputGradient)]
[Output("Value", Loss.OutputGradient)]
public sealed partial class ActorCritic;
