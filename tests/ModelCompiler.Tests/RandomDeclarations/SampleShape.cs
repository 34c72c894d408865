using System.Collections;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>The shape of one sample: the channels come first, but in a sequence, which is [steps, features].</summary>
/// <param name="sizes">The dimensions.</param>
/// <param name="isSequence">Whether it is a sequence, whose features are its channels.</param>
/// <param name="vocabulary">Of how many tokens the values are numbers; 0 for values.</param>
internal sealed class SampleShape(IReadOnlyList<int> sizes, bool isSequence = false, int vocabulary = 0) : IReadOnlyList<int>
{
    /// <summary>Of how many tokens the values are numbers; 0 for values.</summary>
    public int Vocabulary => vocabulary;

    public bool IsSequence => isSequence;

    public int Count => sizes.Count;

    /// <summary>The dimension of the channels.</summary>
    public int ChannelAxis => isSequence ? 1 : 0;

    public int Channels => sizes[ChannelAxis];

    /// <summary>A sequence as a signal of its features.</summary>
    public IReadOnlyList<int> ChannelsFirst => isSequence ? [sizes[1], sizes[0]] : sizes;

    public int this[int axis] => sizes[axis];

    /// <summary>A sequence in place of a signal that its features were taken as; the shape itself when it is none.</summary>
    public static SampleShape OfSteps(IReadOnlyList<int> signal) =>
        signal is [var features, var steps] ? new([steps, features], true) : new(signal);

    public bool Is(SampleShape other) => isSequence == other.IsSequence && vocabulary == other.Vocabulary && sizes.SequenceEqual(other);

    /// <summary>The channel of a value.</summary>
    public int ChannelOf(int index) => isSequence ? index % Channels : index / (Shapes.Size(sizes) / Channels);

    public IEnumerator<int> GetEnumerator() => sizes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
