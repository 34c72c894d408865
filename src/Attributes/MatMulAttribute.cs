namespace ModelCompiler;

/// <summary>
/// The matrix product of two layers, sample by sample: sequences of [rows, inner] and [inner, columns] become one of [rows, columns]. As
/// <c>torch.matmul</c>; attention is two of them with a softmax between.
/// </summary>
/// <param name="input">The name of a layer above. When it is the only one, it is the second factor, and the layer directly above (or
/// <see cref="LayerAttribute.From"/>) the first.</param>
/// <param name="others">The name of the second factor, when both are named.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MatMulAttribute(string input, params string[] others) : JoinAttribute(input, others)
{
    /// <summary>Whether the first factor is transposed: [inner, rows] in place of [rows, inner]; false by default.</summary>
    public bool TransposeFirst { get; set; }

    /// <summary>
    /// Whether the second factor is transposed: [columns, inner] in place of [inner, columns], as the keys of an attention; false by
    /// default.
    /// </summary>
    public bool TransposeSecond { get; set; }
}
