namespace ModelCompiler;

/// <summary>What layers that apply an activation have in common: the numbers that some activations take.</summary>
public abstract class ActivatedLayerAttribute : LayerAttribute
{
    /// <summary>
    /// The activation's parameter, for those that have one: the slope of <see cref="Activation.LeakyRelu"/> below zero (0.01 by default),
    /// the alpha of <see cref="Activation.Elu"/> and <see cref="Activation.Celu"/> (1 by default), the lambda of
    /// <see cref="Activation.HardShrink"/> and <see cref="Activation.SoftShrink"/> (0.5 by default).
    /// </summary>
    public double Alpha { get; set; }

    /// <summary>
    /// The smallest value of <see cref="Activation.HardTanh"/> (-1 by default) or of <see cref="Activation.Clip"/>, which has no bound
    /// below when it is left out.
    /// </summary>
    public double Minimum { get; set; }

    /// <summary>
    /// The largest value of <see cref="Activation.HardTanh"/> (1 by default) or of <see cref="Activation.Clip"/>, which has no bound
    /// above when it is left out.
    /// </summary>
    public double Maximum { get; set; }

    /// <summary>What <see cref="Activation.Threshold"/> lets pass is above this. There is no default.</summary>
    public double Threshold { get; set; }

    /// <summary>What <see cref="Activation.Threshold"/> puts in place of the rest. There is no default.</summary>
    public double ThresholdValue { get; set; }
}
