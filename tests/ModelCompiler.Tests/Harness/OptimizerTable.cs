namespace ModelCompiler.Tests.Harness;

/// <summary>Every kind of optimizer, with a weight decay where it takes one.</summary>
internal static class OptimizerTable
{
    public static IReadOnlyDictionary<string, Func<Optimizer>> All { get; } =
        new Dictionary<string, Func<Optimizer>>
        {
            ["sgd"] = () => new Sgd(0.1, weightDecay: 0.1),
            ["momentum"] = () => new Sgd(0.1, momentum: 0.9, weightDecay: 0.1) { L1 = 0.1 },
            ["nesterov"] = () => new Sgd(0.05, momentum: 0.9, nesterov: true, weightDecay: 0.1),
            ["dampened"] = () => new Sgd(0.05, momentum: 0.9, dampening: 0.5),
            ["adam"] = () => new Adam(0.01, weightDecay: 0.1),
            ["amsgrad"] = () => new Adam(0.01, weightDecay: 0.1, amsgrad: true),
            ["adamw"] = () => new AdamW(0.01, weightDecay: 0.1),
            ["rmsprop"] = () => new RmsProp(0.01, weightDecay: 0.1),
            ["adagrad"] = () => new Adagrad(0.1, weightDecay: 0.1),
            ["lion"] = () => new Lion(0.01, weightDecay: 0.1),
            ["adadelta"] = () => new Adadelta(weightDecay: 0.1),
            ["adamax"] = () => new Adamax(0.01, weightDecay: 0.1),
            ["nadam"] = () => new NAdam(0.01, weightDecay: 0.1),
            ["radam"] = () => new RAdam(0.01, weightDecay: 0.1),
            ["rprop"] = () => new Rprop { WeightDecay = 0.1 },
            ["adan"] = () => new Adan(0.01, weightDecay: 0.1),
            ["lamb"] = () => new Lamb(0.01, weightDecay: 0.1),
        };
}
