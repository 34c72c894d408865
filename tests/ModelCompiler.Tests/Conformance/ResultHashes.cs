using ModelCompiler.Simd;
using ModelCompiler.Tests.BatchNorms;
using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Images;

namespace ModelCompiler.Tests.Conformance;

/// <summary>
/// One line for each network: a hash of its predictions, its loss and its gradient. The first line is the width of the vectors.
/// </summary>
internal static class ResultHashes
{
    /// <param name="sizes">The networks of <see cref="SizeTable"/>.</param>
    /// <param name="layers">Those of <see cref="LayerTable"/>, of which one for each layer counts.</param>
    /// <param name="declared">Those of <see cref="DeclaredNetworks"/>.</param>
    /// <param name="images">Those of <see cref="ImageNetworks"/>.</param>
    /// <param name="norms">Those of <see cref="BatchNormNetworks"/>.</param>
    /// <param name="isWanted">Whether a network counts, by its number.</param>
    public static IEnumerable<string> Lines(
        ModelAssembly sizes,
        ModelAssembly layers,
        ModelAssembly declared,
        ModelAssembly images,
        ModelAssembly norms,
        Func<int, bool> isWanted
    )
    {
        int number = 0;
        yield return VectorWidth.PreferredBits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (
            (Network network, ModelAssembly models) in SizeTable
                .Networks.Select(network => (network, sizes))
                .Concat(SameBitsTests.Layers.Select(network => (network, layers)))
                .Concat(ImageNetworks.Networks.Select(network => (network, images)))
        )
        {
            if (!isWanted(number++))
                continue;
            ICompiledModel model = models.Create(network.Name);
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

        foreach (DeclaredNetwork network in DeclaredNetworks.All.Concat(DeclaredNetworks.Noisy))
        {
            if (!isWanted(number++))
                continue;
            ICompiledModel model = declared.Create(network.Name);
            (float[] inputs, float[] targets) = network.Batch(model, samples: 13);
            int[] predicted = Bits.Of(model.Predict(inputs));
            yield return $"{network.Name} {Bits.Hash([.. predicted, .. Bits.Of(model.Gradient(inputs, new Targets(targets)))])}";
        }
    }
}
