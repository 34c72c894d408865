using System.Globalization;

namespace ModelCompiler;

/// <summary>Which parameters of two classes of models belong together by their names. Immutable and thread-safe.</summary>
internal sealed class ParameterMatch
{
    private readonly string? _namesDiffer;
    private readonly string? _nothingInCommon;
    private readonly string? _shapesDiffer;

    /// <summary>Matches the parameters of a model that takes with those of one that gives.</summary>
    public ParameterMatch(ModelDescription model, ModelDescription source)
    {
        Dictionary<string, ParameterDescriptor> given = source.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        Pairs =
        [
            .. model
                .Parameters.Where(parameter => given.ContainsKey(parameter.Name))
                .Select(parameter => (given[parameter.Name], parameter)),
        ];
        string missing = List(model.Parameters.Select(parameter => parameter.Name).Except(given.Keys));
        string unexpected = List(given.Keys.Except(model.Parameters.Select(parameter => parameter.Name)));
        string all =
            $"{model.Name} cannot take all parameters of "
            + $"{source.Name}.{(missing.Length > 0 ? $" Missing: {missing}." : "")}"
            + $"{(unexpected.Length > 0 ? $" Unexpected: {unexpected}." : "")}";
        if (missing.Length > 0 || unexpected.Length > 0)
            _namesDiffer = all + " Give the layers equal names, or pass strict: false to copy what both have.";
        if (Pairs.Length == 0 && model.Parameters.Count > 0)
            _nothingInCommon = all + " They have no parameter in common: give the layers equal names.";
        foreach ((ParameterDescriptor from, ParameterDescriptor to) in Pairs)
            if (!from.Shape.SequenceEqual(to.Shape))
                _shapesDiffer ??=
                    $"{source.Name} has {from}, but {model.Name} needs {to}: give one of the layers another name, and it is left out.";
    }

    /// <summary>The parameters of equal names, in the order of the model that takes.</summary>
    public (ParameterDescriptor From, ParameterDescriptor To)[] Pairs { get; }

    /// <summary>Throws when the parameters do not fit. Does not allocate when they do.</summary>
    /// <exception cref="ArgumentException">Names or shapes differ.</exception>
    public void Check(bool strict)
    {
        if ((strict ? _namesDiffer : _nothingInCommon) is { } names)
            throw new ArgumentException(names, "source");
        if (_shapesDiffer is not null)
            throw new ArgumentException(_shapesDiffer, "source");
    }

    /// <summary>Names for a message: the first few, and how many more.</summary>
    private static string List(IEnumerable<string> names)
    {
        const int Shown = 10;
        string[] all = [.. names];
        return string.Join(", ", all.Take(Shown))
            + (all.Length > Shown ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - Shown} more") : "");
    }
}
