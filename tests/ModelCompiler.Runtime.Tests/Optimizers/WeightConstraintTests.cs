namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>The constraints of Keras, in double, over the ways in which weights lie in memory.</summary>
public class WeightConstraintTests
{
    private static readonly ParameterLayout[] _layouts =
    [
        new(70, 5, 80),
        new(3, 40, 4),
        new(96, 2 * 9, 96)
        {
            Taps = 9,
            StoredChannels = 2,
            Groups = 2,
            AreGroupsApart = true,
        },
    ];

    [Theory]
    [InlineData(0, 1.5)]
    [InlineData(1, 1)]
    [InlineData(2, 2.5)]
    public void Norms_of_units_lie_between_the_limits(double minimum, double maximum)
    {
        WeightConstraint constraint = minimum == maximum ? WeightConstraint.UnitNorm : WeightConstraint.MinMaxNorm(minimum, maximum);
        foreach (ParameterLayout layout in _layouts)
        {
            float[] before = Random(layout),
                after = [.. before];
            constraint.Apply(layout, after);
            for (int row = 0; row < layout.Rows; row++)
            {
                double norm = Norm(layout, before, row),
                    desired = Math.Clamp(norm, minimum, maximum);
                for (int column = 0; column < layout.Columns; column++)
                {
                    int place = layout.IndexOf(row, column);
                    double expected = norm == desired ? before[place] : before[place] * desired / (norm + 1e-7);
                    Assert.Equal(expected, after[place], 1e-6 * maximum);
                    if (norm == desired)
                        Assert.Equal(before[place], after[place]);
                }
            }
        }
    }

    [Fact]
    public void Zeros_and_padding_stay_zero()
    {
        foreach (ParameterLayout layout in _layouts)
        {
            float[] zeros = new float[layout.BufferLength],
                values = Random(layout);
            WeightConstraint.UnitNorm.Apply(layout, zeros);
            Assert.All(zeros, value => Assert.Equal(0, value));
            int nonzero = values.Count(value => value != 0);
            WeightConstraint.UnitNorm.Apply(layout, values);
            Assert.Equal(nonzero, values.Count(value => value != 0));
        }
    }

    [Fact]
    public void Negative_values_become_zero()
    {
        float[] values = [1, -2, 0, -1e-30f, float.NaN];
        WeightConstraint.NonNegative.Apply(new ParameterLayout(5, 1, 5), values);
        Assert.Equal([1, 0, 0, 0, float.NaN], values);
    }

    [Fact]
    public void Only_matrices_have_norms()
    {
        ParameterDescriptor weight = new(0, "a.weight", [4, 3], 0, new ParameterLayout(4, 3, 4)),
            bias = new(1, "a.bias", [4], 12, new ParameterLayout(4, 1, 4));
        Assert.True(WeightConstraint.MaxNorm().Concerns(weight));
        Assert.False(WeightConstraint.MaxNorm().Concerns(bias));
        Assert.True(WeightConstraint.NonNegative.Concerns(bias));
    }

    [Fact]
    public void Applying_one_allocates_nothing()
    {
        float[] values = Random(_layouts[0]);
        WeightConstraint constraint = WeightConstraint.MaxNorm(0.5);
        constraint.Apply(_layouts[0], values);
        WeightConstraint.NonNegative.Apply(_layouts[0], values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        constraint.Apply(_layouts[0], values);
        WeightConstraint.NonNegative.Apply(_layouts[0], values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Random(ParameterLayout layout)
    {
        float[] buffer = new float[layout.BufferLength],
            numbers = OptimizerFactories.Numbers(layout.ElementCount, 1);
        for (int row = 0; row < layout.Rows; row++)
        for (int column = 0; column < layout.Columns; column++)
            buffer[layout.IndexOf(row, column)] = numbers[(row * layout.Columns) + column] * (1 + (row % 7)) * 0.2f;
        return buffer;
    }

    private static double Norm(ParameterLayout layout, float[] values, int row) =>
        Math.Sqrt(
            Enumerable
                .Range(0, layout.Columns)
                .Sum(column => (double)values[layout.IndexOf(row, column)] * values[layout.IndexOf(row, column)])
        );
}
