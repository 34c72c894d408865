namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>Every optimizer and every path through its code, by name.</summary>
internal static class OptimizerFactories
{
    private static readonly Dictionary<string, Func<Optimizer>> All = new()
    {
        ["sgd"] = () => new Sgd(0.1f),
        ["sgd, penalties"] = () => new Sgd(0.1f, weightDecay: 0.01f) { L1 = 0.02f },
        ["momentum"] = () => new Sgd(0.1f, 0.9f),
        ["nesterov"] = () => new Sgd(0.1f, 0.9f, nesterov: true),
        ["nesterov, penalties"] = () => new Sgd(0.1f, 0.9f, nesterov: true, weightDecay: 0.01f) { L1 = 0.02f },
        ["adam"] = () => new Adam(0.01f),
        ["adam, penalties"] = () => new Adam(0.01f, weightDecay: 0.01f) { L1 = 0.02f },
        ["adamw"] = () => new AdamW(0.01f),
        ["amsgrad"] = () => new Adam(0.01, amsgrad: true),
        ["amsgrad, penalties"] = () => new Adam(0.01, weightDecay: 0.01, amsgrad: true) { L1 = 0.02 },
        ["amsgrad, decoupled"] = () => new AdamW(0.01, amsgrad: true),
        ["rmsprop"] = () => new RmsProp(),
        ["rmsprop, penalties"] = () => new RmsProp(weightDecay: 0.01f) { L1 = 0.02f },
        ["adagrad"] = () => new Adagrad(),
        ["dampened momentum"] = () => new Sgd(0.1, 0.9, dampening: 0.5),
        ["maximizing"] = () => new Sgd(0.1, 0.9) { Maximize = true },
        ["lion"] = () => new Lion(0.01, beta2: 0.9, weightDecay: 0.1),
        ["lion, maximizing"] = () => new Lion(0.01, beta2: 0.9) { Maximize = true, L1 = 0.01 },
        ["adadelta"] = () => new Adadelta(),
        ["adadelta, penalties"] = () => new Adadelta(weightDecay: 0.01) { L1 = 0.02 },
        ["adamax"] = () => new Adamax(),
        ["nadam"] = () => new NAdam(weightDecay: 0.01),
        ["radam"] = () => new RAdam(),
        ["rprop"] = () => new Rprop(),
        ["adan"] = () => new Adan(beta1: 0.9, weightDecay: 0.1),
        [NameOfLamb] = () => new Lamb(),
    };

    private const string NameOfLamb = "lamb";

    internal static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Those that compute every element by itself.</summary>
    internal static TheoryData<string> ElementwiseNames => [.. All.Keys.Where(name => name != NameOfLamb)];

    internal static Optimizer Create(string name) => All[name]();

    /// <summary>Normal random numbers.</summary>
    internal static float[] Numbers(int count, ulong stream)
    {
        var random = new CounterRandom(1234, stream);
        return [.. Enumerable.Range(0, count).Select(i => random.Normal((ulong)i))];
    }
}
