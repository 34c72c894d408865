namespace ModelCompiler.Generator.Planning.Calls;

/// <summary>The names that pieces stand for in one pass.</summary>
internal interface INames
{
    /// <summary>Where the samples' losses of a head start; its name is empty where the model has one loss.</summary>
    string Losses(string head);

    /// <summary>The place of a float in a buffer or in the caller's input.</summary>
    string Place(int buffer, int offset, bool isShare);

    /// <summary>The constant that says where a buffer starts.</summary>
    string Start(int buffer);

    /// <summary>The rest of the workspace from a place on, or nothing where the buffer is not stored.</summary>
    string Kept(int buffer, int offset);

    /// <summary>The constant that says where a parameter starts.</summary>
    string Parameter(int parameter);

    /// <summary>Where a row of a table starts.</summary>
    string Table(int table, int row);

    /// <summary>Where a repacked weight starts.</summary>
    string Repacked(string name);

    /// <summary>The name of a generated type.</summary>
    string Type(GeneratedType type);
}
