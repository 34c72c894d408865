namespace ModelCompiler.Importing.Lowering;

/// <summary>A parameter of a layer, by its own name, as <c>weight</c>, in the layout of files.</summary>
internal sealed record Parameter(string Name, int[] Shape, float[] Values);

/// <summary>A layer of the declaration to be, or the input of the model.</summary>
internal sealed class Layer
{
    /// <summary>The kind of the model's input.</summary>
    public const string ModelInput = "Input";

    /// <summary>The attribute's name, as <c>Dense</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The arguments in brackets that have no names.</summary>
    public List<string> Arguments { get; init; } = [];

    /// <summary>The arguments with names, in the order in which they are written.</summary>
    public List<(string Name, string Text)> Named { get; init; } = [];

    /// <summary>What it reads.</summary>
    public required IReadOnlyList<Layer> Inputs { get; init; }

    /// <summary>The shape of one sample of its output.</summary>
    public required int[] Shape { get; init; }

    /// <summary>Whether the output is a sequence of steps, whose features come last.</summary>
    public bool IsSequence { get; init; }

    /// <summary>Whether the activation that follows can be said in this layer.</summary>
    public bool TakesActivation { get; init; }

    /// <summary>The activation, or null.</summary>
    public string? Activation { get; set; }

    public List<Parameter> Parameters { get; init; } = [];

    /// <summary>Whether more than one node reads its output, or it is an output of the network.</summary>
    public bool IsShared { get; set; }

    /// <summary>
    /// What the layer is called in the file: what stands before <c>.weight</c>, or the path of its scope; empty when not known.
    /// </summary>
    public string Scope { get; set; } = "";

    /// <summary>Whether the scope is that of the parameters in the file.</summary>
    public bool IsScopeOfParameters { get; set; }

    /// <summary>Whether it joins several layers.</summary>
    public bool IsJoin => Kind is "Add" or "Subtract" or "Multiply" or "Concat" or "MatMul";

    public bool IsFrozen => Named.Contains(("Trainable", "false"));

    /// <summary>Its only parameter of that name.</summary>
    public Parameter? Parameter(string name) => Parameters.Find(parameter => parameter.Name == name);

    /// <summary>Puts a parameter in the place of the one of that name, or behind the others.</summary>
    public void Set(Parameter parameter)
    {
        int place = Parameters.FindIndex(other => other.Name == parameter.Name);
        if (place < 0)
            Parameters.Add(parameter);
        else
            Parameters[place] = parameter;
    }
}
