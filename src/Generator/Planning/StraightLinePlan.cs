namespace ModelCompiler.Generator.Planning;

/// <summary>A product of straight-line code, with the label of its layer.</summary>
/// <param name="Label">The layer.</param>
/// <param name="Form">The product.</param>
/// <param name="IsForInput">Whether it serves the gradient by the input alone.</param>
internal sealed record StraightLineLayer(string Label, ProductForm Form, bool IsForInput);

/// <summary>The gradient of a weight in straight-line code, with the label of its layer.</summary>
internal sealed record StraightLineSum(string Label, WeightGradientForm Form);

/// <summary>A network so small that one sample is predicted by straight-line code with every sum in a register.</summary>
/// <param name="Layers">The products in order; each reads the one before.</param>
/// <param name="Softmax">Whether a softmax follows.</param>
/// <param name="CallsLong">Whether long activations are called instead of inlined.</param>
internal sealed record StraightLinePlan(EquatableArray<StraightLineLayer> Layers, bool Softmax, bool CallsLong);

/// <summary>A network so small that each sample of a gradient goes forwards, and after the loss backwards, in straight-line code.</summary>
/// <param name="Forward">The products in order; each reads the one before.</param>
/// <param name="Delta">The buffer in which the gradient starts, behind the loss, which treats all samples in one call.</param>
/// <param name="Backward">The gradients of the layers' inputs, from the last layer to the first.</param>
/// <param name="Sums">The gradients of the parameters.</param>
/// <param name="ForwardCallsLong">Whether the forward pass calls long activations instead of inlining them.</param>
/// <param name="BackwardCallsLong">Whether the backward pass calls the gradients of long activations.</param>
internal sealed record StraightLineGradientPlan(
    EquatableArray<StraightLineLayer> Forward,
    int Delta,
    EquatableArray<StraightLineLayer> Backward,
    EquatableArray<StraightLineSum> Sums,
    bool ForwardCallsLong,
    bool BackwardCallsLong
);
