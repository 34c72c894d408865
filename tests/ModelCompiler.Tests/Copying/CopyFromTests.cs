using ModelCompiler.Tests.BatchNorms;
using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Copying;

/// <summary>Parameters copied from model to model, by name.</summary>
public sealed class CopyFromTests
{
    [Fact]
    public void A_copy_of_the_same_class_has_the_same_bits()
    {
        var source = new FlatNormModel(seed: 1);
        Disturb(source);
        var copy = new FlatNormModel(seed: 2);
        copy.CopyFrom(source);
        Assert.Equal(Bits.Of(source.Parameters), Bits.Of(copy.Parameters));
        Assert.NotEqual(0, copy.Norm.RunningMean[0]);
    }

    [Fact]
    public void Twins_with_frozen_layers_agree_after_a_copy()
    {
        Assert.Equal(ImageModel.Description.ParameterBufferLength, ImageHeadModel.Description.ParameterBufferLength);
        var all = new ImageModel(seed: 1);
        Disturb(all);
        var head = new ImageHeadModel(seed: 2);
        head.CopyFrom(all);
        SameParameters(all, head);
        float[] inputs = RandomInputs(5 * ImageModel.InputSize);
        Assert.Equal(all.Predict(inputs), head.Predict(inputs));

        // The way that this replaces: it compiles, the lengths are equal, and it is wrong.
        var mixed = new ImageHeadModel(seed: 2);
        all.Parameters.CopyTo(mixed.Parameters);
        Assert.NotEqual(all.Predict(inputs), mixed.Predict(inputs));

        // And back, into the one that ships.
        head.Parameter("head.weight")[0, 0] += 1;
        all.CopyFrom(head);
        SameParameters(head, all);
    }

    [Fact]
    public void What_lies_elsewhere_in_memory_arrives()
    {
        var source = new ImageModel(seed: 1);
        var model = new OtherImageModel(seed: 2);
        float[] before = OtherImageModel.Description.Parameter("before.weight").Values(model.Parameters);
        model.CopyFrom(source, strict: false);
        Assert.Equal(
            ImageModel.Description.Parameter("body.weight").Values(source.Parameters),
            OtherImageModel.Description.Parameter("body.weight").Values(model.Parameters)
        );
        Assert.Equal(before, OtherImageModel.Description.Parameter("before.weight").Values(model.Parameters));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.005)]
    [InlineData(0.5)]
    public void A_soft_copy_takes_a_part(double tau)
    {
        var source = new ThawedModel(seed: 1);
        ThawedModel same = new(seed: 2),
            before = new(seed: 2);
        var twin = new FrozenModel(seed: 3);
        twin.CopyFrom(before);
        same.CopyFrom(source, tau);
        twin.CopyFrom(source, tau);
        foreach (ParameterDescriptor parameter in ThawedModel.Description.Parameters)
        {
            float[] old = parameter.Values(before.Parameters),
                other = parameter.Values(source.Parameters),
                actual = parameter.Values(same.Parameters);
            for (int i = 0; i < old.Length; i++)
                Assert.Equal(old[i] + ((double)(float)tau * ((double)other[i] - old[i])), actual[i], 1e-7);
        }

        SameParameters(same, twin);
        if (tau == 0)
            SameParameters(before, same);
    }

    [Fact]
    public void Running_statistics_follow_a_soft_copy()
    {
        FlatNormModel source = new(seed: 1),
            model = new(seed: 2);
        Disturb(source);
        model.CopyFrom(source, tau: 0.25f);
        Assert.Equal(0.25f * source.Norm.RunningMean[3], model.Norm.RunningMean[3], 1e-6f);
        Assert.Equal(1 + (0.25f * (source.Norm.RunningVariance[3] - 1)), model.Norm.RunningVariance[3], 1e-6f);
    }

    [Fact]
    public void Copying_allocates_nothing()
    {
        ThawedModel online = new(seed: 1),
            target = new(seed: 2);
        var twin = new FrozenModel(seed: 3);
        Assert.Equal(0, Allocation.Least(() => target.CopyFrom(online, tau: 0.005f)));
        Assert.Equal(0, Allocation.Least(() => target.CopyFrom(online)));
        Assert.Equal(0, Allocation.Least(() => twin.CopyFrom(online, tau: 0.005f)));
    }

    [Fact]
    public void Names_that_differ_are_told()
    {
        var model = new FrozenModel(seed: 1);
        int[] before = Bits.Of(model.Parameters);
        ArgumentException error = Assert.Throws<ArgumentException>(() => model.CopyFrom(new StrangerModel(seed: 2)));
        Assert.Equal("source", error.ParamName);
        Assert.Contains(
            "FrozenModel cannot take all parameters of StrangerModel. Missing: first.weight, first.bias",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("Unexpected: only.weight, only.bias.", error.Message, StringComparison.Ordinal);
        Assert.Contains("strict: false", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "no parameter in common",
            Assert.Throws<ArgumentException>(() => model.CopyFrom(new StrangerModel(seed: 2), strict: false)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Bits.Of(model.Parameters));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shape_that_differs_is_refused(bool strict)
    {
        var model = new WideHeadModel(seed: 1);
        int[] before = Bits.Of(model.Parameters);
        string message = Assert.Throws<ArgumentException>(() => model.CopyFrom(new FrozenModel(seed: 2), strict: strict)).Message;
        Assert.Contains(
            strict ? "Unexpected: frozen.weight" : "FrozenModel has last.weight [2, 6], but WideHeadModel needs last.weight [4, 5]",
            message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Bits.Of(model.Parameters));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_part_is_from_zero_to_one(double tau)
    {
        var model = new ThawedModel(seed: 1);
        Assert.Contains(
            "from 0 to 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.CopyFrom(new ThawedModel(seed: 2), tau)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Gives every value, running statistics included, one that no seed gives.</summary>
    private static void Disturb<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        foreach (ParameterDescriptor parameter in TModel.Description.Parameters)
            parameter.CopyFrom(
                [.. Enumerable.Range(1, parameter.Count).Select(index => 0.5f + (float)(0.4 * Math.Sin(index + parameter.Index)))],
                model.Parameters
            );
    }

    private static void SameParameters<TExpected, TActual>(TExpected expected, TActual actual)
        where TExpected : class, IModel<TExpected>
        where TActual : class, IModel<TActual>
    {
        foreach (ParameterDescriptor parameter in TExpected.Description.Parameters)
            Assert.Equal(parameter.Values(expected.Parameters), TActual.Description.Parameter(parameter.Name).Values(actual.Parameters));
    }

    private static float[] RandomInputs(int count) => [.. Enumerable.Range(0, count).Select(index => (float)Math.Sin(index * 1.3))];
}
