namespace ModelCompiler;

/// <summary>
/// A fully connected layer: <c>y = activation(W x + b)</c>, with <c>W</c> of shape [units, inputs] and <c>b</c> of shape [units].
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute : ActivatedLayerAttribute
{
    /// <summary>A layer with an activation of the vocabulary.</summary>
    /// <param name="units">The number of outputs, at least 1.</param>
    /// <param name="activation">The function applied to every output; <see cref="Activation.Linear"/> by default.</param>
#pragma warning disable RS0027 // The overload with a method has no optional parameter: no call fits both.
    public DenseAttribute(int units, Activation activation = Activation.Linear)
#pragma warning restore RS0027
    {
        Units = units;
        Activation = activation;
    }

    /// <summary>A layer with an activation of one's own.</summary>
    /// <param name="units">The number of outputs, at least 1.</param>
    /// <param name="functions">The type that declares the method.</param>
    /// <param name="function">The name of a static method marked <see cref="ScalarFunctionAttribute"/>, as by <c>nameof</c>.</param>
    public DenseAttribute(int units, Type functions, string function)
    {
        Units = units;
        Functions = functions;
        Function = function;
    }

    /// <summary>The number of outputs.</summary>
    public int Units { get; }

    /// <summary>The function applied to every output, unless it is <see cref="Function"/>.</summary>
    public Activation Activation { get; }

    /// <summary>The type that declares <see cref="Function"/>, or null.</summary>
    public Type? Functions { get; }

    /// <summary>The name of the method that is applied to every output, or null for <see cref="Activation"/>.</summary>
    public string? Function { get; }

    /// <summary>Whether the layer adds a bias; true by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The name of an embedding above whose vectors are this layer's weights too: <c>[Dense(65, Activation.Softmax, TiedTo =
    /// "embedding")]</c> scores each token of the vocabulary by its own vector, as language models do. The units are then the vocabulary,
    /// and the inputs of a step the size of the embedding. There is one parameter, the embedding's, whose gradient is the sum of both
    /// uses; the bias, if any, is this layer's own.
    /// </summary>
    public string? TiedTo { get; set; }

    /// <summary>
    /// How the weights start. <see cref="Initializer.Default"/> is what the model's <see cref="InitializeAttribute"/> says; without one it
    /// is chosen by activation: He normal for the ReLU family, LeCun normal for SELU, Glorot uniform for everything else.
    /// </summary>
    public Initializer WeightInitializer { get; set; }

    /// <summary>The parameter of <see cref="WeightInitializer"/>: the constant, the standard deviation or the bound.</summary>
    public double WeightInitializerValue { get; set; }

    /// <summary>
    /// How the bias starts; <see cref="Initializer.Default"/> is zeros, or what the model's <see cref="InitializeAttribute"/> says.
    /// </summary>
    public Initializer BiasInitializer { get; set; }

    /// <summary>The parameter of <see cref="BiasInitializer"/>: the constant, the standard deviation or the bound.</summary>
    public double BiasInitializerValue { get; set; }
}
