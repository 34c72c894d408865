namespace ModelCompiler;

/// <summary>
/// The parametric ReLU: <c>x</c> above zero, <c>weight x</c> otherwise, with learned slopes (He 2015). As <c>torch.nn.PReLU</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PReluAttribute : LayerAttribute
{
    /// <summary>
    /// Where the slopes start, a finite number; 0.25 by default, as in PyTorch; 0 with the defaults of Keras
    /// (<see cref="Initialization.Keras"/>).
    /// </summary>
    public double InitialSlope { get; set; } = 0.25;

    /// <summary>How many slopes there are; by default one for all values, as in PyTorch.</summary>
    public ParameterSharing Slopes { get; set; }
}
