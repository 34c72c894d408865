namespace ModelCompiler;

/// <summary>Computes the loss and its gradient for the parameters as they are now: PyTorch's closure.</summary>
/// <param name="gradient">Receives the gradient, laid out as the parameters; all of it must be written.</param>
/// <returns>The loss.</returns>
public delegate double LossAndGradient(Span<float> gradient);
