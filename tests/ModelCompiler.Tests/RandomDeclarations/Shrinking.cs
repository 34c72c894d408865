using System.Collections.Immutable;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Makes a declaration smaller as long as it shows a fault of the same kind.</summary>
internal static class Shrinking
{
    private const int MostTrials = 300;

    /// <summary>The fault with the smallest declaration that was found.</summary>
    /// <param name="fault">The fault of a declaration.</param>
    /// <param name="attempt">What is wrong with another declaration, or null.</param>
    public static Fault Run(Fault fault, Func<ModelDeclaration, Fault?> attempt)
    {
        int trials = 0;
        bool isSmaller = true;
        while (isSmaller && trials < MostTrials)
        {
            isSmaller = false;
            foreach (ModelDeclaration smaller in Smaller(fault.Declaration))
            {
                if (trials++ >= MostTrials)
                    break;
                if (smaller.Place() is null || attempt(smaller) is not { } same || same.Kind != fault.Kind)
                    continue;
                fault = same;
                isSmaller = true;
                break;
            }
        }

        return fault;
    }

    private static IEnumerable<ModelDeclaration> Smaller(ModelDeclaration model)
    {
        foreach (ImmutableList<LayerDeclaration> layers in Smaller(model.Layers))
            yield return model with
            {
                Layers = layers,
            };
        if (model.Loss is not null and not Loss.MeanSquaredError)
            yield return model with
            {
                Loss = Loss.MeanSquaredError,
                Delta = null,
            };
        if (model.Loss is not null)
            yield return model with
            {
                Loss = null,
                Delta = null,
            };
        if (model.Start is not null)
            yield return model with
            {
                Start = null,
            };
        for (int i = 0; i < model.Input.Count; i++)
            foreach (int size in Sizes(model.Input[i]))
                yield return model with
                {
                    Input = model.Input.SetItem(i, size),
                };
    }

    private static IEnumerable<ImmutableList<LayerDeclaration>> Smaller(ImmutableList<LayerDeclaration> layers)
    {
        for (int count = layers.Count / 2; count > 0; count /= 2)
        for (int first = 0; first + count <= layers.Count; first += count)
            yield return layers.RemoveRange(first, count);
        for (int i = 0; i < layers.Count; i++)
        {
            LayerDeclaration layer = layers[i];
            if (layer.Block is { } block)
            {
                yield return layers.RemoveAt(i).InsertRange(i, block.Layers);
                foreach (ImmutableList<LayerDeclaration> inner in Smaller(block.Layers))
                    yield return layers.SetItem(i, layer with { Block = block with { Layers = inner } });
            }

            foreach ((string name, object value) in layer.Arguments)
            {
                yield return layers.SetItem(i, layer.Without(name));
                foreach (object smaller in Values(value))
                    yield return layers.SetItem(i, layer.With(name, smaller));
            }
        }
    }

    private static IEnumerable<object> Values(object value) =>
        value switch
        {
            int size => Sizes(size).Cast<object>(),
            RelativeSize => [1, 2, 4],
            Activation and not Activation.Linear and not Activation.Tanh => [Activation.Tanh],
            string[] { Length: > 1 } names => [names[..1]],
            _ => [],
        };

    private static IEnumerable<int> Sizes(int size)
    {
        if (size > 1)
            yield return 1;
        if (size > 3)
            yield return size / 2;
        if (size > 2)
            yield return size - 1;
    }
}
