namespace ModelCompiler;

/// <summary>
/// Declares that a layer is an output of the model: one of several heads, each with a loss and a weight of its own. A model with one output
/// needs none: its last layer is the output, and <see cref="LossAttribute"/> declares the loss.
/// </summary>
/// <remarks>
/// The outputs of a sample are one row: the values of the first output, those of the second behind them, and so on; so are its targets. The
/// loss of the model is the sum of the heads' losses, each times its <see cref="Weight"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>An output without a loss: what its layers learn, they learn from other heads.</summary>
    /// <param name="layer">The name of the layer, or of the use of a block.</param>
    public OutputAttribute(string layer)
    {
        Layer = layer;
    }

    /// <summary>An output with a loss of the vocabulary.</summary>
    /// <param name="layer">The name of the layer, or of the use of a block.</param>
    /// <param name="kind">The loss.</param>
    public OutputAttribute(string layer, Loss kind)
    {
        Layer = layer;
        Kind = kind;
    }

    /// <summary>An output with a loss of one's own, as <see cref="LossAttribute(Type, string)"/> takes it.</summary>
    /// <param name="layer">The name of the layer, or of the use of a block.</param>
    /// <param name="functions">The type that declares the method.</param>
    /// <param name="function">The name of a static method marked <see cref="ScalarFunctionAttribute"/> that takes an element of the
    /// prediction and one of the target, as by <c>nameof</c>.</param>
    public OutputAttribute(string layer, Type functions, string function)
    {
        Layer = layer;
        Functions = functions;
        Function = function;
    }

    /// <summary>The name of the layer, which is that of the output.</summary>
    public string Layer { get; }

    /// <summary>The loss, or null for none or <see cref="Function"/>.</summary>
    public Loss? Kind { get; }

    /// <summary>The type that declares <see cref="Function"/>, or null.</summary>
    public Type? Functions { get; }

    /// <summary>The name of the method, or null.</summary>
    public string? Function { get; }

    /// <summary>What the head's loss is multiplied by in the loss of the model: a finite number of at least 0; 1 by default.</summary>
    public double Weight { get; set; } = 1;

    /// <inheritdoc cref="LossAttribute.Delta"/>
    public double Delta { get; set; } = 1;

    /// <inheritdoc cref="LossAttribute.Quantile"/>
    public double Quantile { get; set; } = 0.5;

    /// <inheritdoc cref="LossAttribute.LabelSmoothing"/>
    public double LabelSmoothing { get; set; }

    /// <inheritdoc cref="LossAttribute.PositiveWeight"/>
    public double PositiveWeight { get; set; } = 1;

    /// <inheritdoc cref="LossAttribute.Alpha"/>
    public double Alpha { get; set; } = 0.25;

    /// <inheritdoc cref="LossAttribute.Gamma"/>
    public double Gamma { get; set; } = 2;

    /// <inheritdoc cref="LossAttribute.TargetLength"/>
    public int TargetLength { get; set; }

    /// <inheritdoc cref="LossAttribute.Blank"/>
    public int Blank { get; set; }

    /// <inheritdoc cref="LossAttribute.ZeroInfinity"/>
    public bool ZeroInfinity { get; set; }

    /// <inheritdoc cref="LossAttribute.DivideByTargetLength"/>
    public bool DivideByTargetLength { get; set; } = true;
}
