namespace ModelCompiler;

/// <summary>What the convolutions have in common. Semantics and shapes of the parameters are those of PyTorch.</summary>
/// <param name="activation">The function applied to every output.</param>
public abstract class ConvolutionAttribute(Activation activation) : ActivatedLayerAttribute
{
    /// <summary>The function applied to every output.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>The distance between two windows, at least 1; 1 by default.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>The zeros added at each end of each dimension, or <see cref="ModelCompiler.Padding.Same"/>; 0 by default.</summary>
    public int Padding { get; set; }

    /// <summary>The distance between two values of a window, at least 1; 1 by default.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Whether the layer adds a bias to each channel; true by default.</summary>
    public bool Bias { get; set; } = true;

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
