namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the choice of the vector width, which is made once for each call.</summary>
internal static class Widths
{
    /// <summary>
    /// The case of 512 bits. Its condition says nothing new while the program runs; compiled ahead of time for processors without such
    /// vectors it is false, and the executable is without the code for them. The width alone, which a setting may lower, is not known then.
    /// </summary>
    private const string Has512 = "512 when Vector512.IsHardwareAccelerated";

    /// <summary>The widest vector there is, and the widest of at most eight lanes.</summary>
    private static readonly (string Bits, string Wide, string Medium)[] Tiled =
    [
        (Has512, "Lanes16", "Lanes8"),
        ("256", "Lanes8", "Lanes8"),
        ("_", "Lanes4", "Lanes4"),
    ];

    /// <summary>Vectors of exactly sixteen and eight lanes, made of narrower ones where there are none.</summary>
    private static readonly (string Bits, string Wide, string Medium)[] StraightLine =
    [
        (Has512, "Lanes16", "Lanes8"),
        ("256", "TwoLanes8", "Lanes8"),
        ("_", "FourLanes4", "TwoLanes4"),
    ];

    /// <summary>Prints a switch that calls a method for the processor's width.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="types">The type parameters of the model.</param>
    /// <param name="straightLine">Whether the method is straight-line code, in which lanes are counted.</param>
    /// <param name="call">The call, with <c>{0}</c> for the type arguments.</param>
    /// <param name="isReturned">Whether the call's result is returned.</param>
    public static void Write(CodeWriter code, VectorTypes types, bool straightLine, string call, bool isReturned)
    {
        code.Line(isReturned ? "return VectorWidth.PreferredBits switch" : "switch (VectorWidth.PreferredBits)");
        code.Line("{");
        foreach ((string bits, string wide, string medium) in straightLine ? StraightLine : Tiled)
        {
            string filled = call.Replace("{0}", types.Arguments(wide, medium));
            code.Indented(
                isReturned ? $"{bits} => {filled}," : $"{(bits == "_" ? "default" : "case " + bits)}:\n    {filled};\n    return;"
            );
        }

        code.Line(isReturned ? "};" : "}");
    }
}
