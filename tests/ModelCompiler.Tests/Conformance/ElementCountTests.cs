using System.Runtime.InteropServices;
using ModelCompiler.Tests.Declared;

namespace ModelCompiler.Tests.Conformance;

/// <summary>Products of counts that no array can hold are refused in words, before anything is computed.</summary>
public sealed class ElementCountTests
{
    [Theory]
    [InlineData(
        70_000_000,
        64,
        "70000000 samples × 64 outputs are 4480000000 values, but one array holds at most 2147483591: use fewer samples at a time."
    )]
    [InlineData(int.MaxValue, int.MaxValue, "2147483647 samples × 2147483647 outputs are 4611686014132420609 values")]
    [InlineData(1_073_741_796, 2, "1073741796 samples × 2 outputs are 2147483592 values")]
    public void A_product_that_does_not_fit(int count, int size, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => ElementCount.Of(count, "samples", size, "outputs", "inputs"));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal("inputs", exception.ParamName);
    }

    [Theory]
    [InlineData(0, int.MaxValue, 0)]
    [InlineData(2_147_483_591, 1, 2_147_483_591)]
    [InlineData(46_340, 46_340, 2_147_395_600)]
    public void A_product_that_fits(int count, int size, int product) =>
        Assert.Equal(product, ElementCount.Of(count, "samples", size, "values"));

    /// <summary>The length is checked before any input is read, so the memory need not be there.</summary>
    [Fact]
    public void A_prediction_into_a_new_array()
    {
        var model = new Wide(seed: 1);
        float value = 0;
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            model.Predict(MemoryMarshal.CreateReadOnlySpan(ref value, 70_000_000))
        );
        Assert.StartsWith("70000000 samples × 64 outputs are 4480000000 values", exception.Message, StringComparison.Ordinal);
        Assert.Equal("inputs", exception.ParamName);
    }

    [Fact]
    public void A_prediction_into_a_span_that_is_too_short()
    {
        var model = new Wide(seed: 1);
        float value = 0;
        float[] outputs = new float[64];
        Check(() => model.Predict(MemoryMarshal.CreateReadOnlySpan(ref value, 70_000_000), outputs), "70000000 × 64 outputs");
    }

    [Fact]
    public void Datasets()
    {
        Check(() => new Dataset([1f, 2, 3], 1, [0, 1, 2], 1_000_000_000).OneHot(), "3 samples × 1000000000 classes are 3000000000 values");
        Check(
            () => new Dataset(new float[1 << 20], 1 << 20, [1f], 1).Subset(new int[4096]),
            "4096 samples × 1048576 inputs are 4294967296 values"
        );
        Check(
            () =>
                Dataset.From(
                    [
                        [1f],
                    ],
                    [int.MaxValue]
                ),
            "Renumber the classes"
        );
        Check(() => _ = new ConfusionMatrix(50_000), "50000 classes × 50000 classes are 2500000000 values");
    }

    private static void Check(Action action, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
