namespace ModelCompiler.Runtime.Tests.Random;

public class ParameterInitializerTests
{
    private static readonly ParameterDescriptor Weight = new(2, "hidden.weight", [50, 40], 16, new ParameterLayout(50, 40, 64));

    [Theory]
    [InlineData(Initializer.Normal, 0.5f, 0.5)]
    [InlineData(Initializer.GlorotNormal, 0f, 0.14907119849998599)] // sqrt(2 / 90)
    [InlineData(Initializer.HeNormal, 0f, 0.22360679774997896)] // sqrt(2 / 40)
    [InlineData(Initializer.LecunNormal, 0f, 0.15811388300841897)] // sqrt(1 / 40)
    public void Normal_kinds_scale_the_normal_numbers(Initializer kind, float value, double deviation)
    {
        float[] values = Filled(kind, value);
        var random = new CounterRandom(99, 2);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(random.Normal((ulong)i) * (float)deviation, values[i]);
    }

    [Theory]
    [InlineData(Initializer.Uniform, 0.5f, 0.5)]
    [InlineData(Initializer.GlorotUniform, 0f, 0.2581988897471611)] // sqrt(6 / 90)
    [InlineData(Initializer.HeUniform, 0f, 0.3872983346207417)] // sqrt(6 / 40)
    [InlineData(Initializer.LecunUniform, 0f, 0.27386127875258304)] // sqrt(3 / 40)
    [InlineData(Initializer.PyTorchUniform, 0f, 0.15811388300841897)] // 1 / sqrt(40)
    public void Uniform_kinds_fill_their_bounds(Initializer kind, float value, double bound)
    {
        float[] values = Filled(kind, value);
        Assert.All(values, v => Assert.InRange(v, -(float)bound, (float)bound));
        Assert.True(values.Max() > 0.98 * bound);
        Assert.True(values.Min() < -0.98 * bound);
        Assert.Equal(0, values.Average(), 5 * bound / Math.Sqrt(3 * values.Length));
    }

    [Fact]
    public void A_truncated_normal_distribution_ends_at_two_deviations()
    {
        float[] values = Filled(Initializer.TruncatedNormal, 0.5f);
        Assert.All(values, v => Assert.InRange(v, -1f, 1f));
        Assert.True(values.Max() > 0.97f && values.Min() < -0.97f);
        Assert.Equal(0, values.Average(), 0.05);

        // What remains of the variance: 1 - 2 a p(a) / (2 P(a) - 1) with a = 2.
        Assert.Equal(0.5 * Math.Sqrt(0.7737413), Math.Sqrt(values.Average(v => (double)v * v)), 0.03);
        var random = new CounterRandom(99, 2);
        Assert.All(Enumerable.Range(0, values.Length), i => Assert.Equal(random.Normal((ulong)i) > 0, values[i] > 0));
    }

    [Theory]
    [InlineData(1f, 50, 40)]
    [InlineData(1f, 40, 50)]
    [InlineData(2.5f, 30, 30)]
    [InlineData(1f, 12, 5, 3, 3)]
    [InlineData(0.5f, 7)]
    [InlineData(0f, 3, 4)]
    public void An_orthogonal_matrix_is_orthogonal(float gain, params int[] shape)
    {
        (int rows, int columns) = (shape[0], shape.Skip(1).Aggregate(1, (product, size) => product * size));

        // As a convolution stores it: more rows than its shape has.
        int layoutRows = shape.Length > 2 ? rows * shape[1] : rows;
        var layout = new ParameterLayout(layoutRows, rows * columns / layoutRows, (layoutRows + 15) / 16 * 16);
        var parameter = new ParameterDescriptor(5, "weight", shape, 8, layout);
        float[] buffer = new float[8 + layout.BufferLength],
            values = new float[rows * columns];
        ParameterInitializer.Fill(parameter, buffer, 3, Initializer.Orthogonal, gain, 1, 1);
        parameter.CopyTo(buffer, values);
        int least = Math.Min(rows, columns);
        for (int i = 0; i < least; i++)
        for (int j = 0; j < least; j++)
        {
            double product = 0;
            for (int k = 0; k < Math.Max(rows, columns); k++)
                product += rows <= columns ? (double)At(i, k) * At(j, k) : (double)At(k, i) * At(k, j);
            Assert.Equal(i == j ? gain * gain : 0, product, 1e-6);
        }

        float At(int row, int column) => values[(row * columns) + column];
    }

    [Theory]
    [InlineData(0.9f, 45)]
    [InlineData(0.1f, 5)]
    [InlineData(0.55f, 28)] // Rounded up.
    [InlineData(0f, 0)]
    [InlineData(1f, 50)]
    public void A_sparse_matrix_has_as_many_zeros_in_each_column(float sparsity, int zeros)
    {
        float[] values = Filled(Initializer.Sparse, sparsity);
        var random = new CounterRandom(99, 2);
        var rows = new HashSet<string>();
        for (int column = 0; column < 40; column++)
        {
            int[] present = [.. Enumerable.Range(0, 50).Where(row => values[(row * 40) + column] != 0)];
            Assert.Equal(50 - zeros, present.Length);
            Assert.All(present, row => Assert.Equal(random.Normal((ulong)((row * 40) + column)) * 0.01f, values[(row * 40) + column]));
            rows.Add(string.Join(' ', present));
        }

        Assert.True(zeros is 0 or 50 || rows.Count > 38, "The zeros of the columns are at random rows.");
    }

    [Fact]
    public void Orthogonal_matrices_prefer_no_direction()
    {
        double corner = 0,
            mean = 0;
        for (ulong seed = 0; seed < 2000; seed++)
        {
            float[] buffer = new float[16];
            var parameter = new ParameterDescriptor(0, "weight", [4, 4], 0, new ParameterLayout(4, 4, 4));
            ParameterInitializer.Fill(parameter, buffer, seed, Initializer.Orthogonal, 1, 1, 1);
            corner += buffer[0] * buffer[0] / 2000;
            mean += buffer[0] / 2000;
        }

        Assert.Equal(0.25, corner, 0.02);
        Assert.Equal(0, mean, 0.05);
    }

    [Fact]
    public void Constant_rows_stand_among_others()
    {
        var parameter = new ParameterDescriptor(
            0,
            "bias",
            [12],
            0,
            new ParameterLayout(12, 1, 16),
            new ParameterInitialization(Initializer.Uniform, 0.5f, 1, 1) { Rows = new ConstantRows(3, 4, 1) }
        );
        var description = new ModelDescription
        {
            Name = "Biased",
            InputSize = 1,
            OutputSize = 1,
            InputShape = [1],
            OutputShape = [1],
            ParameterCount = 12,
            ParameterBufferLength = 16,
            WorkspaceBytes = 0,
            Loss = null,
            Layers = [],
            Parameters = [parameter],
            Architecture = "Biased",
        };
        float[] buffer = new float[16];
        ParameterInitializer.Fill(description, buffer, 1);
        Assert.All(Enumerable.Range(0, 12), i => Assert.Equal(i is >= 3 and < 7, buffer[i] == 1));
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Filled(Initializer.Zeros, 5), v => Assert.Equal(0, v));
        Assert.All(Filled(Initializer.Constant, -1.5f), v => Assert.Equal(-1.5f, v));
    }

    [Fact]
    public void Layout_does_not_matter_and_padding_is_not_written()
    {
        var packed = new ParameterDescriptor(2, "hidden.weight", [50, 40], 0, new ParameterLayout(50, 40, 50));
        float[] one = new float[packed.Layout.BufferLength];
        ParameterInitializer.Fill(packed, one, 99, Initializer.HeNormal, 0, 40, 50);
        float[] logical = new float[packed.Count];
        packed.CopyTo(one, logical);
        Assert.Equal(Filled(Initializer.HeNormal, 0), logical);

        float[] two = new float[Weight.Offset + Weight.Layout.BufferLength + 8];
        Array.Fill(two, float.NaN);
        ParameterInitializer.Fill(Weight, two, 99, Initializer.HeNormal, 0, 40, 50);
        Assert.Equal(two.Length - Weight.Count, two.Count(float.IsNaN));
    }

    [Fact]
    public void Seed_and_index_make_a_difference()
    {
        var next = new ParameterDescriptor(3, "output.weight", [50, 40], 16, new ParameterLayout(50, 40, 64));
        float[] buffer = new float[16 + Weight.Layout.BufferLength];
        ParameterInitializer.Fill(next, buffer, 99, Initializer.HeNormal, 0, 40, 50);
        float[] other = new float[next.Count];
        next.CopyTo(buffer, other);
        Assert.NotEqual(Filled(Initializer.HeNormal, 0), other);
        Assert.NotEqual(Filled(Initializer.HeNormal, 0), Filled(Initializer.HeNormal, 0, seed: 100));
    }

    [Theory]
    [InlineData(Initializer.Default, 0f, 1, 1, "kind")]
    [InlineData((Initializer)77, 0f, 1, 1, "kind")]
    [InlineData(Initializer.HeNormal, 0f, 0, 1, "fanIn")]
    [InlineData(Initializer.GlorotUniform, 0f, 1, 0, "fanOut")]
    [InlineData(Initializer.Constant, float.NaN, 1, 1, "value")]
    [InlineData(Initializer.Normal, -1f, 1, 1, "value")]
    [InlineData(Initializer.Uniform, float.PositiveInfinity, 1, 1, "value")]
    [InlineData(Initializer.Orthogonal, -1f, 1, 1, "value")]
    [InlineData(Initializer.Sparse, 1.5f, 1, 1, "value")]
    [InlineData(Initializer.Sparse, float.NaN, 1, 1, "value")]
    public void Wrong_arguments_are_refused_before_anything_is_written(
        Initializer kind,
        float value,
        int fanIn,
        int fanOut,
        string argument
    )
    {
        float[] buffer = new float[16 + Weight.Layout.BufferLength];
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() =>
            ParameterInitializer.Fill(Weight, buffer, 1, kind, value, fanIn, fanOut)
        );
        Assert.Equal(argument, error.ParamName);
        Assert.All(buffer, v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_short_buffer_is_refused() =>
        Assert.Throws<ArgumentException>(() => ParameterInitializer.Fill(Weight, new float[100], 1, Initializer.Zeros, 0, 1, 1));

    private static float[] Filled(Initializer kind, float value, ulong seed = 99)
    {
        float[] buffer = new float[Weight.Offset + Weight.Layout.BufferLength];
        ParameterInitializer.Fill(Weight, buffer, seed, kind, value, fanIn: 40, fanOut: 50);
        float[] values = new float[Weight.Count];
        Weight.CopyTo(buffer, values);
        return values;
    }
}
