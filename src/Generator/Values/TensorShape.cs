using System.Globalization;

namespace ModelCompiler.Generator.Values;

/// <summary>The dimensions of a tensor, without the batch.</summary>
/// <param name="Dimensions">Their sizes, in PyTorch's order.</param>
/// <param name="Axes">What each means; empty for a parameter, whose dimensions are its layer's business.</param>
internal sealed record TensorShape(EquatableArray<int> Dimensions, EquatableArray<Axis> Axes)
{
    /// <summary>A vector of [channels], a signal of [channels, length], an image of [channels, height, width], or a parameter.</summary>
    public TensorShape(EquatableArray<int> dimensions)
        : this(dimensions, ChannelsFirst(dimensions.Count)) { }

    /// <summary>The most tokens of a vocabulary: a float holds every whole number up to this.</summary>
    public const int LargestVocabulary = 1 << 24;

    public static TensorShape Scalar { get; } = new(EquatableArray<int>.Empty);

    /// <summary>
    /// Of how many different tokens the values are numbers, from 0 on; 0 for values that are what they are. Tokens can be looked up, and
    /// nothing else.
    /// </summary>
    public int Vocabulary { get; init; }

    /// <summary>Whether the values are numbers of tokens.</summary>
    public bool IsOfTokens => Vocabulary > 0;

    /// <summary>The number of elements.</summary>
    public int Size => Dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));

    /// <summary>Whether it has steps, and so a value of the channels for each of them.</summary>
    public bool IsSequence => Axes.Contains(Axis.Step);

    /// <summary>Whether the channels of a position lie side by side in PyTorch's order.</summary>
    public bool IsChannelsLast => Axes.Count > 0 && Axes[Axes.Count - 1] == Axis.Channel;

    /// <summary>A vector, a signal, an image or a parameter.</summary>
    public static TensorShape Of(params int[] dimensions) => new(dimensions.ToEquatableArray());

    /// <summary>A sequence of [steps, features].</summary>
    public static TensorShape Sequence(int steps, int features) => new(new([steps, features]), new([Axis.Step, Axis.Channel]));

    /// <summary>The tokens of a text.</summary>
    public static TensorShape Tokens(int steps, int vocabulary) => new(new([steps]), new([Axis.Step])) { Vocabulary = vocabulary };

    /// <summary>The shape with the axes of another one, by position, when it has as many.</summary>
    public TensorShape Like(TensorShape other) => other.Dimensions.Count == Dimensions.Count ? new(Dimensions, other.Axes) : this;

    /// <summary>The same axes in other sizes.</summary>
    public TensorShape Resized(Func<Axis, int> extent) => new(Axes.Select(extent).ToEquatableArray(), Axes);

    /// <summary>The size of an axis; 1 for one that it does not have.</summary>
    public int Extent(Axis axis)
    {
        for (int position = 0; position < Axes.Count; position++)
            if (Axes[position] == axis)
                return Dimensions[position];
        return 1;
    }

    public override string ToString() =>
        "[" + string.Join(", ", Dimensions.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture))) + "]";

    private static EquatableArray<Axis> ChannelsFirst(int count) =>
        count switch
        {
            1 => new([Axis.Channel]),
            2 => new([Axis.Channel, Axis.Width]),
            3 => new([Axis.Channel, Axis.Height, Axis.Width]),
            _ => Enumerable.Range(0, count).Select(position => position == 0 ? Axis.Channel : Axis.Further(position)).ToEquatableArray(),
        };
}
