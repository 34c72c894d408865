namespace ModelCompiler.Generator.Planning.Calls;

/// <summary>
/// What the shapes' interfaces in the runtime say themselves, by the names of their members: a shape says only what is otherwise. A test
/// compares the two.
/// </summary>
internal static class ShapeDefaults
{
    /// <summary>The value of each member that has one.</summary>
    public static IReadOnlyDictionary<string, int> Values { get; } =
        new Dictionary<string, int>
        {
            ["Passes"] = 1,
            ["Outer"] = 1,
            ["LeftInner"] = 1,
            ["LeftPass"] = 0,
            ["LeftOuter"] = 0,
            ["RunsOfLine"] = 0,
            ["LeftLineEnd"] = 0,
            ["RightLineEnd"] = 0,
            ["RightPass"] = 0,
            ["RightOuter"] = 0,
            ["Groups"] = 1,
            ["LeftGroup"] = 0,
            ["BlocksPerLine"] = 1,
            ["LeftBlock"] = 0,
            ["LeftBlockLine"] = 0,
            ["RightBlock"] = 0,
            ["RightBlockLine"] = 0,
            ["StepLines"] = 1,
            ["StepPixels"] = 1,
            ["Above"] = 0,
            ["Before"] = 0,
            ["DilationLines"] = 1,
            ["DilationPixels"] = 1,
            ["SavedLine"] = 0,
            ["SavedSample"] = 0,
        };

    /// <summary>Whether a shape need not say this.</summary>
    public static bool Says(string name, int value) => Values.TryGetValue(name, out int itself) && itself == value;
}
