namespace ModelCompiler;

/// <summary>
/// Multi-head attention over the steps of a sequence: each step asks (a query) and takes the mean of what the steps say (values), weighted
/// by how well their keys answer: <c>softmax(q k^T / sqrt(size of a head)) v</c> for each head, and a linear map of all heads together.
/// Sequences of [steps, size] stay so. As PyTorch's <c>MultiheadAttention</c> with <c>batch_first=True</c>, with its names in files:
/// <c>in_proj_weight</c>, <c>in_proj_bias</c>, <c>out_proj.weight</c> and <c>out_proj.bias</c>.
/// </summary>
/// <remarks>
/// A query that sees no key gives zeros, and no gradient. Of a causal attention or a window only what is seen is computed.
/// </remarks>
/// <param name="heads">The number of heads, at least 1: a divisor of the input's features. A head is as many neighbouring features.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>The number of heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>
    /// The name of the layer whose steps are the keys and values, in any of its forms (cross attention); by default the attention's own
    /// input. The projections are separate then.
    /// </summary>
    public string? Keys { get; set; }

    /// <summary>
    /// Whether a step sees only itself and those before it; false by default. With fewer queries than keys the last ones of both meet: the
    /// query i sees the keys up to <c>i + keys - queries</c>.
    /// </summary>
    public bool Causal { get; set; }

    /// <summary>
    /// How many steps a query sees at most on each side, its own among them: keys less than so many steps away. By default all.
    /// </summary>
    public int Window { get; set; }

    /// <summary>
    /// The heads of keys and values, a divisor of <c>heads</c>: each is shared by as many neighbouring heads of queries. By default one for
    /// each. The projections are separate where they are fewer.
    /// </summary>
    public int KeyValueHeads { get; set; }

    /// <summary>The part of the weights that training replaces by zeros, from 0 to below 1; 0 by default.</summary>
    public double Dropout { get; set; }

    /// <summary>Whether the four linear maps add a bias; true by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// How the parameters of queries, keys and values are stored; <see cref="ModelCompiler.Projections.Packed"/> by default, as far as one
    /// matrix can hold them.
    /// </summary>
    public Projections Projections { get; set; }

    /// <summary>Whether queries and keys are turned by their positions; <see cref="ModelCompiler.Rotary.None"/> by default.</summary>
    public Rotary Rotary { get; set; }

    /// <summary>The number whose powers are the angles of <see cref="Rotary"/>, at least 2; 10,000 by default.</summary>
    public int RotaryBase { get; set; } = 10_000;
}
