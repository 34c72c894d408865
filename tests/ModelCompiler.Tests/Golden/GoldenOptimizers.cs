namespace ModelCompiler.Tests.Golden;

/// <summary>The optimizers of the golden files.</summary>
internal static class GoldenOptimizers
{
    public static Optimizer Create(GoldenOptimizer golden)
    {
        float Rate(string name) => (float)golden.Hyper[name];
        return golden.Name switch
        {
            "sgd" => new Sgd(Rate("lr")),
            "momentum" => new Sgd(Rate("lr"), Rate("momentum")),
            "nesterov" => new Sgd(Rate("lr"), Rate("momentum"), nesterov: true),
            "adam" => new Adam(Rate("lr"), golden.Hyper["beta1"], golden.Hyper["beta2"], golden.Hyper["eps"]),
            "adamw" => new AdamW(Rate("lr"), golden.Hyper["beta1"], golden.Hyper["beta2"], golden.Hyper["eps"], Rate("weight_decay")),
            "rmsprop" => new RmsProp(Rate("lr"), golden.Hyper["rho"], golden.Hyper["eps"]),
            "adagrad" => new Adagrad(Rate("lr"), golden.Hyper["eps"]),
            _ => throw new InvalidDataException($"There is no optimizer {golden.Name}."),
        };
    }
}
