using ModelCompiler.Simd;
using ModelCompiler.Tests.BatchNorms;
using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Images;

namespace ModelCompiler.Tests.Conformance;

/// <summary>
/// One line for each network: a hash of its predictions, its loss and its gradient; and for each optimizer a hash of parameters after a few
/// steps. The first line is the width of the vectors.
/// </summary>
internal static class ResultHashes
{
    /// <param name="models">The compiled networks of <see cref="SizeTable"/>, <see cref="LayerTable"/>, of which one for each layer
    /// counts, <see cref="DeclaredNetworks.All"/>, <see cref="DeclaredNetworks.Noisy"/>, <see cref="ImageNetworks"/> and
    /// <see cref="BatchNormNetworks"/>.</param>
    /// <param name="isWanted">Whether a network counts, by its number.</param>
    public static IEnumerable<string> Lines(ModelAssembly[] models, Func<int, bool> isWanted)
    {
        (
            ModelAssembly sizes,
            ModelAssembly layers,
            ModelAssembly declared,
            ModelAssembly noisy,
            ModelAssembly images,
            ModelAssembly norms
        ) = (models[0], models[1], models[2], models[3], models[4], models[5]);
        int number = 0;
        yield return VectorWidth.PreferredBits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (
            (Network network, ModelAssembly compiled) in SizeTable
                .Networks.Select(network => (network, sizes))
                .Concat(SameBitsTests.Layers.Select(network => (network, layers)))
                .Concat(ImageNetworks.Networks.Select(network => (network, images)))
        )
        {
            if (!isWanted(number++))
                continue;
            ICompiledModel model = compiled.Create(network.Name);
            int[] bits = [];
            foreach (int samples in new[] { 1, 13 })
            {
                var batch = new RandomBatch(network, samples);
                bits = [.. bits, .. Bits.Of(model.Predict(batch.Inputs)), .. Bits.Of(model.Gradient(batch.Inputs, batch.Targets))];
            }

            yield return $"{network.Name} {Bits.Hash(bits)}";
        }

        foreach (Network network in BatchNormNetworks.Networks)
        {
            if (!isWanted(number++))
                continue;
            ICompiledModel model = norms.Create(network.Name);
            BatchNormNetworks.Shake(model);
            var batch = new RandomBatch(network, 29);
            int[] gradient = [.. Bits.Of(model.Gradient(batch.Inputs, batch.Targets)), .. Bits.Of(model.Parameters)];
            yield return $"{network.Name} {Bits.Hash([.. gradient, .. Bits.Of(model.Predict(batch.Inputs))])}";
        }

        foreach ((string name, Func<Optimizer> create) in OptimizerTable.All)
            if (isWanted(number++))
                yield return $"{name} {Bits.Hash(Bits.Of(Steps(create())))}";

        foreach (
            (DeclaredNetwork network, ModelAssembly compiled) in DeclaredNetworks
                .All.Select(network => (network, declared))
                .Concat(DeclaredNetworks.Noisy.Select(network => (network, noisy)))
        )
        {
            if (!isWanted(number++))
                continue;
            ICompiledModel model = compiled.Create(network.Name);
            (float[] inputs, float[] targets) = network.Batch(model, samples: 13);
            int[] predicted = Bits.Of(model.Predict(inputs));
            yield return $"{network.Name} {Bits.Hash([.. predicted, .. Bits.Of(model.Gradient(inputs, new Targets(targets)))])}";
        }
    }

    private static float[] Steps(Optimizer optimizer)
    {
        const int Length = 1003;
        var random = new RandomSequence(1);
        float[] parameters = new float[Length],
            gradient = new float[Length];
        foreach (ref float value in parameters.AsSpan())
            value = random.NextNormal();
        for (int step = 0; step < 10; step++)
        {
            foreach (ref float value in gradient.AsSpan())
                value = random.NextNormal();
            optimizer.Step(parameters, gradient);
        }

        return parameters;
    }
}
