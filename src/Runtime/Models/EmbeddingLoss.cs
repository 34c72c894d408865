namespace ModelCompiler;

/// <summary>
/// Objectives that compare the outputs of several samples, for the gradients of models with <see cref="Loss.OutputGradient"/>: what stands
/// together in a batch belongs together. Each writes the gradient of its mean by the outputs, and returns that mean. Sums in double
/// precision; does not allocate; thread-safe.
/// </summary>
public static class EmbeddingLoss
{
    // Added to each difference, as torch.nn.functional.pairwise_distance does; and to squares of lengths, as in
    // cosine_embedding_loss.
    private const double DistanceOffset = 1e-6,
        SquareOffset = 1e-12;

    /// <summary>
    /// <c>max(0, d(a, p) - d(a, n) + margin)</c> with <c>d(x, y) = |x - y + 1e-6|</c>, the mean over the triplets:
    /// <c>torch.nn.TripletMarginLoss</c> (Balntas et al. 2016).
    /// </summary>
    /// <param name="outputs">Rows of embeddings: an anchor, one that is alike, one that is not, and so on.</param>
    /// <param name="outputGradients">Receives the gradient, as many values.</param>
    /// <param name="size">The values of an embedding, at least 1.</param>
    /// <param name="margin">By how much further away the other one should be, above 0.</param>
    /// <exception cref="ArgumentException">The outputs are no whole number of triplets, or the gradient has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size or the margin is out of range.</exception>
    public static float Triplet(ReadOnlySpan<float> outputs, Span<float> outputGradients, int size, double margin = 1)
    {
        int triplets = Check(outputs, outputGradients, size, 3, "triplets");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        outputGradients.Clear();
        double total = 0;
        for (int triplet = 0; triplet < triplets; triplet++)
        {
            int place = 3 * triplet * size;
            ReadOnlySpan<float> anchor = outputs.Slice(place, size),
                alike = outputs.Slice(place + size, size),
                other = outputs.Slice(place + (2 * size), size);
            double near = Distance(anchor, alike),
                far = Distance(anchor, other),
                loss = near - far + margin;
            if (!(loss > 0))
                continue;
            total += loss;
            for (int i = 0; i < size; i++)
            {
                double towards = near == 0 ? 0 : (anchor[i] - alike[i] + DistanceOffset) / near / triplets,
                    away = far == 0 ? 0 : (anchor[i] - other[i] + DistanceOffset) / far / triplets;
                outputGradients[place + i] = (float)(towards - away);
                outputGradients[place + size + i] = (float)-towards;
                outputGradients[place + (2 * size) + i] = (float)away;
            }
        }

        return (float)(total / triplets);
    }

    /// <summary>
    /// <c>d^2 / 2</c> of two that are alike, <c>max(0, margin - d)^2 / 2</c> of two that are not, with <c>d = |x - y|</c>, the mean
    /// over the pairs (Hadsell, Chopra and LeCun 2006, "Dimensionality reduction by learning an invariant mapping").
    /// </summary>
    /// <param name="outputs">Rows of embeddings: those of a pair stand together.</param>
    /// <param name="areAlike">For each pair whether its two are alike.</param>
    /// <param name="outputGradients">Receives the gradient, as many values as outputs.</param>
    /// <param name="size">The values of an embedding, at least 1.</param>
    /// <param name="margin">How far apart those should be that are not alike, above 0.</param>
    /// <exception cref="ArgumentException">The outputs are no whole number of pairs, or another length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size or the margin is out of range.</exception>
    public static float Contrastive(
        ReadOnlySpan<float> outputs,
        ReadOnlySpan<bool> areAlike,
        Span<float> outputGradients,
        int size,
        double margin = 1
    )
    {
        int pairs = CheckPairs(outputs, areAlike, outputGradients, size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        double total = 0;
        for (int pair = 0; pair < pairs; pair++)
        {
            int place = 2 * pair * size;
            ReadOnlySpan<float> first = outputs.Slice(place, size),
                second = outputs.Slice(place + size, size);
            double squares = 0;
            for (int i = 0; i < size; i++)
                squares += ((double)first[i] - second[i]) * ((double)first[i] - second[i]);
            double distance = Math.Sqrt(squares),
                lack = Math.Max(0, margin - distance),
                slope = areAlike[pair] ? 1
                : distance == 0 ? 0
                : -lack / distance;
            total += areAlike[pair] ? squares / 2 : lack * lack / 2;
            for (int i = 0; i < size; i++)
            {
                double part = slope * ((double)first[i] - second[i]) / pairs;
                outputGradients[place + i] = (float)part;
                outputGradients[place + size + i] = (float)-part;
            }
        }

        return (float)(total / pairs);
    }

    /// <summary>
    /// <c>1 - cos(x, y)</c> of two that are alike, <c>max(0, cos(x, y) - margin)</c> of two that are not, the mean over the pairs:
    /// <c>torch.nn.CosineEmbeddingLoss</c>, where 1 and -1 say what is alike.
    /// </summary>
    /// <param name="outputs">Rows of embeddings: those of a pair stand together.</param>
    /// <param name="areAlike">For each pair whether its two are alike.</param>
    /// <param name="outputGradients">Receives the gradient, as many values as outputs.</param>
    /// <param name="size">The values of an embedding, at least 1.</param>
    /// <param name="margin">The largest cosine that is no fault, from -1 to 1.</param>
    /// <exception cref="ArgumentException">The outputs are no whole number of pairs, or another length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size or the margin is out of range.</exception>
    public static float Cosine(
        ReadOnlySpan<float> outputs,
        ReadOnlySpan<bool> areAlike,
        Span<float> outputGradients,
        int size,
        double margin = 0
    )
    {
        int pairs = CheckPairs(outputs, areAlike, outputGradients, size);
        if (!(margin >= -1 && margin <= 1))
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "The margin must be a cosine, from -1 to 1.");
        double total = 0;
        for (int pair = 0; pair < pairs; pair++)
        {
            int place = 2 * pair * size;
            ReadOnlySpan<float> first = outputs.Slice(place, size),
                second = outputs.Slice(place + size, size);
            double product = 0,
                firstSquares = SquareOffset,
                secondSquares = SquareOffset;
            for (int i = 0; i < size; i++)
            {
                product += (double)first[i] * second[i];
                firstSquares += (double)first[i] * first[i];
                secondSquares += (double)second[i] * second[i];
            }

            double length = Math.Sqrt(firstSquares * secondSquares),
                cosine = product / length,
                sign = areAlike[pair] ? -1
                : cosine > margin ? 1
                : 0;
            total += areAlike[pair] ? 1 - cosine : Math.Max(0, cosine - margin);
            for (int i = 0; i < size; i++)
            {
                outputGradients[place + i] = (float)(sign * ((second[i] / length) - (cosine * first[i] / firstSquares)) / pairs);
                outputGradients[place + size + i] = (float)(sign * ((first[i] / length) - (cosine * second[i] / secondSquares)) / pairs);
            }
        }

        return (float)(total / pairs);
    }

    private static double Distance(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double squares = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double difference = (double)first[i] - second[i] + DistanceOffset;
            squares += difference * difference;
        }

        return Math.Sqrt(squares);
    }

    private static int CheckPairs(ReadOnlySpan<float> outputs, ReadOnlySpan<bool> areAlike, Span<float> outputGradients, int size)
    {
        int pairs = Check(outputs, outputGradients, size, 2, "pairs");
        return areAlike.Length == pairs
            ? pairs
            : throw new ArgumentException(
                $"There are {Amount.Of(pairs, "pair")}, but of {areAlike.Length} is said whether they are alike.",
                nameof(areAlike)
            );
    }

    private static int Check(ReadOnlySpan<float> outputs, Span<float> outputGradients, int size, int together, string what)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (outputs.IsEmpty || outputs.Length % ((long)together * size) != 0)
            throw new ArgumentException(
                $"{Amount.Of(outputs.Length, "output is", "outputs are")} no whole number of {what} of embeddings of {size}.",
                nameof(outputs)
            );
        if (outputGradients.Length != outputs.Length)
            throw new ArgumentException(
                $"The gradient needs as many values as there are outputs, {outputs.Length}, but has {outputGradients.Length}.",
                nameof(outputGradients)
            );
        if (outputs.Overlaps(outputGradients))
            throw new ArgumentException("The gradient must not overlap the outputs.", nameof(outputGradients));
        return outputs.Length / (together * size);
    }
}
