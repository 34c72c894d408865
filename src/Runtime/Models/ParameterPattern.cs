using System.IO.Enumeration;

namespace ModelCompiler;

/// <summary>
/// What a text names among the parameters of a model: a parameter (<c>hidden.weight</c>), a layer (<c>hidden</c>) or the use of a block
/// (<c>residual_block1</c>). A <c>*</c> stands for any characters, a <c>?</c> for one.
/// </summary>
internal static class ParameterPattern
{
    /// <summary>The parameters that a pattern names; running statistics are none.</summary>
    /// <exception cref="ArgumentException">It names nothing; the message lists the parameters.</exception>
    public static ParameterDescriptor[] Find(ModelDescription description, string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        ParameterDescriptor[] named =
        [
            .. description.Parameters.Where(parameter => !parameter.IsStatistic && Names(pattern, parameter.Name)),
        ];
        if (named.Length > 0)
            return named;
        IEnumerable<string> all = description.Parameters.Where(parameter => !parameter.IsStatistic).Select(parameter => parameter.Name);
        throw new ArgumentException(
            $"{description.Name} has no layer or parameter '{pattern}'. It has: {string.Join(", ", all)}.",
            nameof(pattern)
        );
    }

    private static bool Names(string pattern, string name)
    {
        for (int end = name.IndexOf('.', StringComparison.Ordinal); end >= 0; end = name.IndexOf('.', end + 1))
            if (FileSystemName.MatchesSimpleExpression(pattern, name.AsSpan(0, end), ignoreCase: false))
                return true;
        return FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
    }
}
