namespace ModelCompiler;

/// <summary>What the compiler made of one layer; a row of the model's summary.</summary>
/// <param name="Name">The layer's name, as <c>hidden</c>.</param>
/// <param name="Kind">The layer's kind and activation, as <c>Dense + Relu</c>.</param>
/// <param name="OutputShape">The shape of its output for one sample, as <c>[128]</c>.</param>
/// <param name="ParameterCount">The number of its trainable values.</param>
/// <param name="ForwardFlops">The floating-point operations of its forward pass for one sample (a multiply-add counts as 2).</param>
/// <param name="Form">The form the plan chose, with the reason.</param>
public sealed record LayerDescription(string Name, string Kind, string OutputShape, int ParameterCount, long ForwardFlops, string Form);
