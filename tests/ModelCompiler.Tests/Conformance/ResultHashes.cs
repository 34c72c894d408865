using ModelCompiler.Simd;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Conformance;

/// <summary>One line for each network: a hash of its predictions, its loss and its gradient. The first line is the width of the vectors.</summary>
internal static class ResultHashes
{
    /// <summary>The networks: those of unusual sizes, one for each layer, and those on images.</summary>
    public static IEnumerable<Network> Networks => SizeTable.Networks.Concat(SameBitsTests.Layers).Concat(Images.ImageNetworks.Networks);

    public static IEnumerable<string> Lines(ModelAssembly models)
    {
        yield return VectorWidth.PreferredBits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (Network network in Networks)
        {
            ICompiledModel model = models.Create(network.Name);
            int[] bits = [];
            foreach (int samples in new[] { 1, 13 })
            {
                var batch = new RandomBatch(network, samples);
                bits = [.. bits, .. Bits.Of(model.Predict(batch.Inputs)), .. Bits.Of(model.Gradient(batch.Inputs, batch.Targets))];
            }

            yield return $"{network.Name} {Bits.Hash(bits)}";
        }
    }
}
