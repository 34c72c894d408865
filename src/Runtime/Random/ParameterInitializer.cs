using System.ComponentModel;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// Gives parameters their first values. Thread-safe for different buffers; does not allocate, but for the work on an orthogonal or sparse
/// matrix.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterInitializer
{
    /// <summary>Sets all parameters of a model to the values they start from.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="parameters">The model's flat parameter buffer.</param>
    /// <param name="seed">The model's seed.</param>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public static void Fill(ModelDescription description, Span<float> parameters, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(description);

        // Every new model comes through here, before any of its passes is compiled.
        VectorWidth.Read();
        for (int index = 0; index < description.Parameters.Count; index++)
        {
            ParameterDescriptor parameter = description.Parameters[index];
            ParameterInitialization start = parameter.Initialization;
            Initializer kind = start.Kind == Initializer.Default ? Initializer.Zeros : start.Kind;
            Fill(parameter, parameters, seed, kind, start.Value, start.FanIn, start.FanOut);
            Fill(parameter, parameters, start.Rows);
        }
    }

    /// <summary>
    /// Sets every element of a parameter. An element's value depends only on the seed, the parameter's index and the element's row-major
    /// position, not on the layout or the machine. Padding is not written.
    /// </summary>
    /// <remarks>
    /// Normal distributions are not truncated unless the kind says so, as in PyTorch. Uniform ones include the lower bound and not the
    /// upper.
    /// </remarks>
    /// <param name="parameter">Which parameter.</param>
    /// <param name="parameters">The model's flat parameter buffer.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="kind">The distribution; <see cref="Initializer.Default"/> must have been resolved before.</param>
    /// <param name="value">
    /// The constant, the standard deviation, the bound, the gain or the part of the zeros, for the kinds that have one; ignored by the
    /// others.
    /// </param>
    /// <param name="fanIn">The number of inputs of one output; used by the Glorot, He, LeCun and PyTorch kinds.</param>
    /// <param name="fanOut">The number of outputs of one input; used by the Glorot kinds.</param>
    /// <exception cref="ArgumentException"><paramref name="kind"/> is the default, or the buffer is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value or fan that the kind uses is out of range. Nothing has been
    /// written.</exception>
    public static void Fill(
        ParameterDescriptor parameter,
        Span<float> parameters,
        ulong seed,
        Initializer kind,
        float value,
        int fanIn,
        int fanOut
    )
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (parameters.Length < parameter.Offset + parameter.Layout.BufferLength)
            throw new ArgumentException(
                $"The buffer has {parameters.Length} elements, but {parameter.Name} ends at "
                    + $"{parameter.Offset + parameter.Layout.BufferLength}: pass a buffer of the model's ParameterBufferLength.",
                nameof(parameters)
            );
        (Shape shape, float scale) = Resolve(kind, value, fanIn, fanOut);
        Span<float> part = parameters.Slice(parameter.Offset, parameter.Layout.BufferLength);
        var random = new CounterRandom(seed, (ulong)parameter.Index);
        if (shape == Shape.Orthogonal)
        {
            OrthogonalMatrix.Fill(parameter, part, random, scale);
            return;
        }

        if (shape == Shape.Sparse)
        {
            SparseMatrix.Fill(parameter, part, random, scale);
            return;
        }

        ulong position = 0;
        for (int row = 0; row < parameter.Layout.Rows; row++)
        {
            for (int column = 0; column < parameter.Layout.Columns; column++)
            {
                part[parameter.Layout.IndexOf(row, column)] = shape switch
                {
                    Shape.Normal => random.Normal(position) * scale,
                    Shape.TruncatedNormal => random.TruncatedNormal(position) * scale,
                    Shape.Uniform => ((2 * random.Uniform(position)) - 1) * scale, // 2u - 1 is exact: one rounding in all.
                    _ => scale,
                };
                position++;
            }
        }
    }

    // Rows are those of the shape, however the parameter is stored.
    private static void Fill(ParameterDescriptor parameter, Span<float> parameters, ConstantRows rows)
    {
        ParameterLayout layout = parameter.Layout;
        int columns = parameter.Count / parameter.Shape[0];
        for (int element = rows.First * columns; element < (rows.First + rows.Count) * columns; element++)
            parameters[parameter.Offset + layout.IndexOf(element / layout.Columns, element % layout.Columns)] = rows.Value;
    }

    private enum Shape
    {
        Constant,
        Normal,
        TruncatedNormal,
        Uniform,
        Orthogonal,
        Sparse,
    }

    private static (Shape Shape, float Scale) Resolve(Initializer kind, float value, int fanIn, int fanOut) =>
        kind switch
        {
            Initializer.Zeros => (Shape.Constant, 0),
            Initializer.Constant => (Shape.Constant, Finite(value)),
            Initializer.Normal => (Shape.Normal, NotNegative(value)),
            Initializer.Uniform => (Shape.Uniform, NotNegative(value)),
            Initializer.GlorotNormal => (Shape.Normal, Root(2, Fan(fanIn, nameof(fanIn)) + Fan(fanOut, nameof(fanOut)))),
            Initializer.GlorotUniform => (Shape.Uniform, Root(6, Fan(fanIn, nameof(fanIn)) + Fan(fanOut, nameof(fanOut)))),
            Initializer.HeNormal => (Shape.Normal, Root(2, Fan(fanIn, nameof(fanIn)))),
            Initializer.HeUniform => (Shape.Uniform, Root(6, Fan(fanIn, nameof(fanIn)))),
            Initializer.LecunNormal => (Shape.Normal, Root(1, Fan(fanIn, nameof(fanIn)))),
            Initializer.LecunUniform => (Shape.Uniform, Root(3, Fan(fanIn, nameof(fanIn)))),
            Initializer.PyTorchUniform => (Shape.Uniform, Root(1, Fan(fanIn, nameof(fanIn)))),
            Initializer.TruncatedNormal => (Shape.TruncatedNormal, NotNegative(value)),
            Initializer.Orthogonal => (Shape.Orthogonal, NotNegative(value)),
            Initializer.Sparse => (Shape.Sparse, Part(value)),
            Initializer.Default => throw new ArgumentException(
                "The default initializer depends on the layer: pass the kind that the layer chose.",
                nameof(kind)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is not a member of the Initializer enum."),
        };

    private static float Root(double numerator, double fan) => (float)Math.Sqrt(numerator / fan);

    private static double Fan(int fan, string name) =>
        fan >= 1 ? fan : throw new ArgumentOutOfRangeException(name, fan, "This initializer scales with the fan, which must be 1 or more.");

    private static float Finite(float value) =>
        float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The value must be finite.");

    private static float Part(float value) =>
        value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The part of the zeros must be from 0 to 1.");

    private static float NotNegative(float value) =>
        float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                "The standard deviation, bound or gain must be finite and not negative."
            );
}
