using System.Text;

namespace ModelCompiler.Importing.Keras;

/// <summary>Names as Keras makes them.</summary>
internal static class KerasNames
{
    /// <summary>A class as a name: <c>max_pooling2d</c> of <c>MaxPooling2D</c>, <c>p_re_lu</c> of <c>PReLU</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        for (int index = 0; index < name.Length; index++)
        {
            bool isUpper = char.IsAsciiLetterUpper(name[index]),
                startsWord = isUpper && index > 0 && index + 1 < name.Length && char.IsAsciiLetterLower(name[index + 1]),
                isAfterWord = isUpper && index > 0 && char.IsAsciiLetterLower(name[index - 1]);
            if (startsWord || isAfterWord)
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[index]));
        }

        return text.ToString();
    }
}
