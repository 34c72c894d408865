namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the choice of the vector width, which is made once for each call.</summary>
internal static class Widths
{
    /// <summary>The widest vector there is, and the widest of at most eight lanes.</summary>
    private static readonly (string Label, string Wide, string Medium)[] Tiled =
        [("case 512", "Lanes16", "Lanes8"), ("case 256", "Lanes8", "Lanes8"), ("default", "Lanes4", "Lanes4")];

    /// <summary>Vectors of exactly sixteen and eight lanes, made of narrower ones where there are none.</summary>
    private static readonly (string Label, string Wide, string Medium)[] StraightLine =
        [("case 512", "Lanes16", "Lanes8"), ("case 256", "Pair<Lanes8>", "Lanes8"), ("default", "Pair<Pair<Lanes4>>", "Pair<Lanes4>")];

    /// <summary>Prints a switch that calls a method for the processor's width.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="types">The type parameters of the model.</param>
    /// <param name="straightLine">Whether the method is straight-line code, in which lanes are counted.</param>
    /// <param name="call">The call, with <c>{0}</c> for the type arguments.</param>
    /// <param name="isReturned">Whether the call's result is returned.</param>
    public static void Write(CodeWriter code, VectorTypes types, bool straightLine, string call, bool isReturned)
    {
        using (code.Open("switch (VectorWidth.PreferredBits)"))
        {
            foreach ((string label, string wide, string medium) in straightLine ? StraightLine : Tiled)
            {
                code.Line(label + ":");
                string filled = call.Replace("{0}", types.Arguments(wide, medium));
                code.Indented(isReturned ? $"return {filled};" : filled + ";");
                if (!isReturned)
                    code.Indented("return;");
            }
        }
    }
}
