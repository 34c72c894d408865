namespace ModelCompiler;

/// <summary>How an attention stores what makes queries, keys and values of its input.</summary>
public enum Projections
{
    /// <summary>
    /// One matrix with the rows of queries, keys and values behind one another, as PyTorch's <c>in_proj_weight</c>. Cross attention and
    /// attention with fewer heads of keys are <see cref="Separate"/> all the same.
    /// </summary>
    Packed,

    /// <summary>A matrix for each: <c>q_proj.weight</c>, <c>k_proj.weight</c>, <c>v_proj.weight</c>, and their biases.</summary>
    Separate,
}
