namespace ModelCompiler.Benchmarks.Engines;

/// <summary>Makes compiled models that hold a workload's numbers.</summary>
internal static class OurParameters
{
    /// <summary>A model with the workload's parameters and degree of parallelism.</summary>
    public static TModel CreateModel<TModel>(Workload workload, WorkloadData data)
        where TModel : class, IModel<TModel>
    {
        ModelDescription description = TModel.Description;
        if (
            description.InputSize != workload.Network.InputSize
            || description.Parameters.Count != 2 * data.Weights.Count(weights => weights.Length > 0)
        )
            throw new InvalidOperationException(
                $"{description.Name} is not the network of '{workload.Name}': register another model for it."
            );
        TModel model = TModel.Create(seed: 1);
        model.MaxDegreeOfParallelism = workload.Threads;
        int parameter = 0;
        for (int layer = 0; layer < data.Weights.Count; layer++)
        {
            if (data.Weights[layer].Length == 0)
                continue;
            description.Parameters[parameter++].CopyFrom(data.Weights[layer], model.Parameters);
            description.Parameters[parameter++].CopyFrom(data.Biases[layer], model.Parameters);
        }
        return model;
    }
}
