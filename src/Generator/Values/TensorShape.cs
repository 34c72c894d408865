using System.Globalization;

namespace ModelCompiler.Generator.Values;

/// <summary>The dimensions of a tensor, without the batch.</summary>
internal sealed record TensorShape(EquatableArray<int> Dimensions)
{
    public static TensorShape Scalar { get; } = new(EquatableArray<int>.Empty);

    public static TensorShape Of(params int[] dimensions) => new(dimensions.ToEquatableArray());

    /// <summary>The number of elements.</summary>
    public int Size => Dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));

    public override string ToString() =>
        "[" + string.Join(", ", Dimensions.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture))) + "]";
}
