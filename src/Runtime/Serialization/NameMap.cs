namespace ModelCompiler;

/// <summary>
/// Turns the names of tensors in a file into those of a model's parameters, where a network was trained elsewhere and its layers are called
/// otherwise. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <para>Three ways: <see cref="ByOrder"/> finds the names itself, <see cref="Of"/> is told, and
/// <see cref="Propose{TModel}(TModel, string)"/> writes what <see cref="Of"/> is told, to be looked at and changed.</para>
/// <para>Nothing here needs reflection.</para>
/// </remarks>
public abstract class NameMap
{
    private protected NameMap() { }

    /// <summary>
    /// Matches layers by their parameters' own names and shapes (<c>weight [128, 784], bias [128]</c>), and those that are alike by their
    /// names or, where these differ in numbers alone, by their order: the layers of an <c>nn.Sequential</c> and those of the model.
    /// </summary>
    /// <remarks>
    /// Where layers are alike and neither names nor order tell which is which, the load is refused and the message lists them: a wrong
    /// guess would give a model that predicts nonsense. A layer's order is that of the numbers in its name (<c>2</c> before <c>10</c>),
    /// because safetensors files sort their tensors by name.
    /// </remarks>
    public static NameMap ByOrder { get; } = new OrderedNames();

    /// <summary>Renames by patterns, as <c>NameMap.Of(("features.{n}.", "Conv{n}."), ("fc.", "output."))</c>.</summary>
    /// <param name="patterns">
    /// What stands in the file, and in the model instead; null leaves tensors out. A pattern that is empty or ends with a dot fits the
    /// beginning of a name, another one all of it. <c>{n}</c>, with any word, stands for characters without a dot, which the other side
    /// has at the same word. The first pattern that fits decides; a name that none fits stays as it is.
    /// </param>
    /// <returns>The map. A load that uses it is refused when a pattern fits nothing in the file.</returns>
    /// <exception cref="ArgumentException">A pattern is malformed, or the model's side has a word that the file's has not.</exception>
    public static NameMap Of(params (string InFile, string? InModel)[] patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        return new PatternNames([.. patterns.Select(pattern => new NamePattern(pattern.InFile, pattern.InModel))]);
    }

    /// <summary>
    /// What <see cref="ByOrder"/> makes of a file, as a map whose text (<see cref="object.ToString"/>) is C# to copy, one line for each
    /// layer with its shapes, and comments about what has no counterpart or cannot be told apart.
    /// </summary>
    /// <typeparam name="TModel">The class of the model.</typeparam>
    /// <param name="model">The model; not changed.</param>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="SafeTensorsException">The file breaks the format's rules.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static NameMap Propose<TModel>(TModel model, string path)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        using var reader = new SafeTensorsReader(path);
        return NameProposal.Of(new TensorTable(reader, Path.GetFileName(path)), TModel.Description);
    }

    /// <summary>The function that turns the names of one file into those of one model.</summary>
    /// <param name="table">The tensors under their names in the file.</param>
    /// <param name="description">The model.</param>
    /// <param name="fileName">Begins messages.</param>
    /// <exception cref="SafeTensorsException">The map does not fit the file.</exception>
    internal abstract Func<string, string?> Names(TensorTable table, ModelDescription description, string fileName);

    private sealed class OrderedNames : NameMap
    {
        public override string ToString() => "NameMap.ByOrder";

        internal override Func<string, string?> Names(TensorTable table, ModelDescription description, string fileName) =>
            NameProposal.Of(table, description).Names(table, description, fileName);
    }
}
