namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>One sample of a value, as Keras has it: images as lines, pixels, channels.</summary>
internal sealed record Sample(int[] Shape, double[] Values)
{
    public static Sample Zero(params int[] shape) => new(shape, new double[shape.Aggregate(1, (size, dimension) => size * dimension)]);

    public double this[int a, int b] => Values[(a * Shape[1]) + b];

    public double this[int a, int b, int c] => Values[(((a * Shape[1]) + b) * Shape[2]) + c];

    public Sample Map(Func<double, double> function) => new(Shape, Array.ConvertAll(Values, value => function(value)));

    public Sample Flat() => new([Values.Length], Values);

    /// <summary>The same value as the models have it: images as channels, lines, pixels.</summary>
    public float[] ToModel()
    {
        if (Shape is not [var height, var width, var channels])
            return Array.ConvertAll(Values, value => (float)value);
        float[] values = new float[Values.Length];
        for (int index = 0; index < values.Length; index++)
            values[(index % channels * height * width) + (index / channels)] = (float)Values[index];
        return values;
    }
}
