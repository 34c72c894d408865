namespace ModelCompiler;

public sealed partial class Dataset
{
    // The stream of splitting; DefaultStream + 1 orders the epochs of training, so that one seed may serve for both.
    private const ulong SplitStream = RandomSequence.DefaultStream + 2;

    /// <summary>Splits the samples at random into two parts, as training and validation data. Copies the data.</summary>
    /// <param name="fraction">The share of the first part, between 0 and 1. Both parts receive at least one sample.</param>
    /// <param name="seed">The same seed gives the same split on every machine.</param>
    /// <param name="stratified">
    /// Whether each class is split by itself, so that both parts have (up to rounding) the same share of every class; a class of one sample
    /// falls to the first part.
    /// </param>
    /// <returns>The two parts, each in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1, both excluded.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two samples, or stratification is asked of a dataset without class
    /// indices.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, ulong seed, bool stratified = false)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction must be greater than 0 and less than 1.");
        if (Count < 2)
            throw new InvalidOperationException($"The dataset has {Amount.Of(Count, "sample")}: two parts need at least 2.");
        if (stratified && !HasClasses)
            throw new InvalidOperationException("Only a dataset with class indices can be stratified: split it without.");

        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        var random = new RandomSequence(seed, SplitStream);
        random.Shuffle<int>(order);
        return stratified ? SplitEachClass(fraction, order) : SplitAt(FirstCount(fraction, Count), order);
    }

    /// <summary>
    /// Splits the samples in their order, the earlier ones from the later ones, as views: the honest way where a sample tells about those
    /// before it, as with series and texts. Of windows whose targets overlap, those are left out between the parts whose targets the first
    /// part has seen, so that nothing that is asked in the second is told in the first.
    /// </summary>
    /// <param name="fraction">The share of the first part, between 0 and 1. Both parts receive at least one sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1, both excluded.</exception>
    /// <exception cref="InvalidOperationException">There are too few samples for two parts.</exception>
    public (Dataset First, Dataset Second) SplitInOrder(double fraction)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction must be greater than 0 and less than 1.");
        int between = HasClasses ? 0 : (int)Math.Min(((long)TargetSize - 1) / _targets.Distance, Count);
        if (Count - between < 2)
            throw new InvalidOperationException(
                $"The dataset has {Amount.Of(Count, "sample")}, of which {between} between two parts would share targets with the "
                    + $"first: two parts need at least {between + 2}."
            );
        int first = FirstCount(fraction, Count - between);
        return (Slice(0, first), Slice(first + between, Count - between - first));
    }

    private static int FirstCount(double fraction, int count) =>
        count < 2 ? count : Math.Clamp((int)Math.Round(fraction * count, MidpointRounding.AwayFromZero), 1, count - 1);

    private (Dataset First, Dataset Second) SplitAt(int firstCount, ReadOnlySpan<int> order) =>
        (Subset(order[..firstCount]), Subset(order[firstCount..]));

    private (Dataset First, Dataset Second) SplitEachClass(double fraction, ReadOnlySpan<int> order)
    {
        int[] openPlaces = new int[ClassCount];
        foreach (int index in Classes)
            openPlaces[index]++;
        int firstCount = 0;
        for (int index = 0; index < openPlaces.Length; index++)
            firstCount += openPlaces[index] = FirstCount(fraction, openPlaces[index]);
        if (firstCount == Count)
            throw new InvalidOperationException(
                "No class has more than one sample, so nothing is left for the second part: split without stratification."
            );

        // The order is random already, so the first samples of a class within it are a random choice.
        int[] separated = new int[Count];
        int nextFirst = 0;
        int nextSecond = firstCount;
        foreach (int sample in order)
            separated[openPlaces[Classes[sample]]-- > 0 ? nextFirst++ : nextSecond++] = sample;
        return SplitAt(firstCount, separated);
    }
}
