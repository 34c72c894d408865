using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints a generic method over vectors whose body is an expression.</summary>
internal static class VectorFunction
{
    // What stands before it, and the longest line of a file.
    private const int LongestHead = 140 - 8;

    public static void Write(CodeWriter code, string head, Expression expression)
    {
        IReadOnlyList<string> body = ExpressionWriter.Write(expression).ToMethodBody();
        code.Line("[MethodImpl(AggressiveInlining)]");
        int list = head.IndexOf('(') + 1;
        if (head.Length <= LongestHead)
        {
            code.Line(head);
        }
        else
        {
            code.Line(head.Substring(0, list));
            code.Indented(head.Substring(list));
        }

        if (body.Count == 1)
        {
            code.Indented($"where TVector : struct, IVector<TVector> => {body[0].Substring("return ".Length)}");
            return;
        }

        code.Indented("where TVector : struct, IVector<TVector>");
        code.Line("{");
        foreach (string line in body)
            code.Indented(line);
        code.Line("}");
    }
}
