using System.Globalization;
using System.Text;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Declarations;

/// <summary>What a layer is called in the declaration and in files.</summary>
/// <param name="Given">The name that is written, or null when it is the default one.</param>
/// <param name="Snake">The name by which others read it, which is also that in files unless there is a key.</param>
/// <param name="Key">What it is called in files where that is no C# name, or null.</param>
internal sealed record LayerName(string? Given, string Snake, string? Key)
{
    /// <summary>What stands before its parameters in files.</summary>
    public string Prefix => Key ?? Snake;
}

/// <summary>Names layers after their scopes, those with parameters and those that others read from afar.</summary>
internal static class LayerNaming
{
    // Members that models have, and words that the attributes of a class need.
    private static readonly HashSet<string> _taken =
    [
        "Activation",
        "Block",
        "Create",
        "CreateState",
        "CreateTrained",
        "Description",
        "Equals",
        "Finalize",
        "GetHashCode",
        "GetType",
        "Gradient",
        "Initialization",
        "Initializer",
        "Input",
        "InputSize",
        "Interpolation",
        "Loss",
        "MaxDegreeOfParallelism",
        "MemberwiseClone",
        "Memory",
        "ModelCompiler",
        "OutputSize",
        "ParameterSharing",
        "Padding",
        "Parameter",
        "ParameterCount",
        "Parameters",
        "Predict",
        "PredictClass",
        "RandomState",
        "RecurrentOutput",
        "ReferenceEquals",
        "Step",
        "StepInputSize",
        "StepOutputSize",
        "ToString",
        "Workspace",
    ];

    // Words at the end of a scope that are operators.
    private static readonly HashSet<string> _operators =
    [
        "Add",
        "BiasAdd",
        "Conv",
        "Conv1D",
        "Conv2D",
        "Gemm",
        "MatMul",
        "Mul",
        "Relu",
        "Sub",
        "Tensordot",
        "add",
        "batchnorm",
        "mul",
        "sub",
    ];

    /// <summary>The name of each layer, and of each input where there are several.</summary>
    /// <param name="layers">The layers in their order.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputs">The outputs: their layers are called so, where there are several and the file has no other name.</param>
    /// <param name="model">The name of the class.</param>
    public static Dictionary<Layer, LayerName> Names(
        IReadOnlyList<Layer> layers,
        IReadOnlyList<NetworkEnd> inputs,
        IReadOnlyList<NetworkEnd> outputs,
        string model
    )
    {
        var members = new HashSet<string>(_taken, StringComparer.Ordinal) { model };
        var keys = new HashSet<string>();
        var names = new Dictionary<Layer, LayerName>();
        var numbers = new Dictionary<string, int>();
        Dictionary<Layer, string> defaults = [];
        foreach (Layer layer in layers)
        {
            int number = numbers[layer.Kind] = numbers.GetValueOrDefault(layer.Kind) + 1;
            defaults[layer] = Snake(WithoutDimensions(layer.Kind)) + number.ToString(CultureInfo.InvariantCulture);
            members.Add(Pascal(defaults[layer]));
        }

        if (inputs.Count > 1)
            foreach (NetworkEnd input in inputs)
                names[input.Layer] = Ended(input, members);
        if (outputs.Count > 1)
            foreach (NetworkEnd output in outputs.Where(output => !IsNamed(output.Layer)))
                names[output.Layer] = Ended(output, members);
        List<string[]> paths = [.. layers.Where(IsNamed).Select(PathOf)];
        foreach (Layer layer in layers.Where(layer => !names.ContainsKey(layer)))
            names[layer] = Name(layer, paths, defaults[layer], members, keys);
        return names;
    }

    /// <summary>A text as the name of a class: words with capitals, no other characters.</summary>
    public static string Pascal(string text)
    {
        var name = new StringBuilder();
        bool startsWord = true;
        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = false;
        }

        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            name.Insert(0, "Net");
        return name.ToString();
    }

    /// <summary>As the generator makes the names of files of those of members.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            char current = name[i];
            bool startsWord =
                char.IsUpper(current)
                && i > 0
                && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(current));
        }

        return text.ToString();
    }

    private static LayerName Ended(NetworkEnd end, HashSet<string> members)
    {
        string name = Free(Pascal(end.Name), members);
        return new LayerName(name, Snake(name), null);
    }

    private static string Free(string pascal, HashSet<string> members)
    {
        string first = _taken.Contains(pascal) ? pascal + "Layer" : pascal,
            name = first;
        for (int number = 2; !members.Add(name); number++)
            name = first + number.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private static bool IsNamed(Layer layer) => layer.Parameters.Count > 0 && layer.Scope.Length > 0;

    private static string[] PathOf(Layer layer) => [.. layer.Scope.Split('/', '.', ':').Where(word => word.Any(char.IsAsciiLetterOrDigit))];

    private static LayerName Name(Layer layer, List<string[]> paths, string otherwise, HashSet<string> members, HashSet<string> keys)
    {
        if (!IsNamed(layer) || PathOf(layer) is not { Length: > 0 } path)
            return new LayerName(null, otherwise, null);
        string[] words = layer.IsScopeOfParameters ? path : Shortest(path, paths);
        string pascal = Pascal(string.Join(' ', words));
        if (Snake(pascal) == otherwise && string.Join('.', words) == otherwise)
            return new LayerName(null, otherwise, null);
        pascal = Free(pascal, members);
        string snake = Snake(pascal);
        string key = string.Join(
            '.',
            words.Select(word => string.Concat(word.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')))
        );
        bool hasKey = layer.IsScopeOfParameters && key != snake && keys.Add(key);
        if (!hasKey)
            keys.Add(snake);
        return new LayerName(pascal, snake, hasKey ? key : null);
    }

    // As many of the last words of a scope as tell it from the others.
    private static string[] Shortest(string[] path, List<string[]> paths)
    {
        for (int count = 1; count < path.Length; count++)
        {
            string[] end = path[^count..];
            bool isNumber = char.IsAsciiDigit(end[0][0]);
            if (!isNumber && paths.Count(other => other.Length >= count && other[^count..].SequenceEqual(end)) == 1)
                return end;
        }

        return path;
    }

    private static string WithoutDimensions(string kind) =>
        kind.Length > 2 && kind[^1] == 'D' && char.IsDigit(kind[^2]) ? kind[..^1] + "d" : kind;
}
