using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompiler.Generator.Parsing;

/// <summary>
/// A layer's name in its forms: snake_case for parameters, PascalCase for the generated member. Dots stand between a use of a block and
/// what is inside.
/// </summary>
internal static class LayerNames
{
    /// <summary>The default name: the kind with its running number among the layers of that kind, as <c>dense2</c>.</summary>
    public static string Default(string kind, int number) =>
        ToSnakeCase(WithoutDimensions(kind.Substring(kind.LastIndexOfAny(['.', ':']) + 1))) + number.ToString(CultureInfo.InvariantCulture);

    // The D of Conv2D is no word of its own: conv2d1, as PyTorch and Keras spell it.
    private static string WithoutDimensions(string kind) =>
        kind.Length > 2 && kind[kind.Length - 1] == 'D' && char.IsDigit(kind[kind.Length - 2])
            ? kind.Substring(0, kind.Length - 1) + "d"
            : kind;

    /// <summary>Whether a name in any case can be a member of a class.</summary>
    public static bool IsValid(string name)
    {
        foreach (char character in name)
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.Format)
                return false;
        return SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.IsValidIdentifier(ToPascalCase(ToSnakeCase(name)));
    }

    /// <summary>
    /// <c>HiddenLayer1</c>, <c>hiddenLayer1</c> and <c>hidden_layer1</c> all become <c>hidden_layer1</c>; <c>RNNCell</c> becomes
    /// <c>rnn_cell</c>.
    /// </summary>
    public static string ToSnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            char current = name[i];
            bool startsWord =
                char.IsUpper(current)
                && i > 0
                && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if ((startsWord || current == '_') && text.Length > 0 && text[text.Length - 1] is not ('_' or '.'))
                text.Append('_');
            if (current != '_')
                text.Append(char.ToLowerInvariant(current));
        }
        return text.ToString().TrimEnd('_');
    }

    /// <summary>
    /// <c>hidden_layer1</c> becomes <c>HiddenLayer1</c>, <c>stage1.0.dense1</c> becomes <c>Stage1_0_Dense1</c>: no name without a dot has
    /// an underscore in this form.
    /// </summary>
    public static string ToPascalCase(string snakeCase)
    {
        var text = new StringBuilder(snakeCase.Length);
        bool startsWord = true;
        foreach (char character in snakeCase)
        {
            if (character == '.')
                text.Append('_');
            else if (character != '_')
                text.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = character is '.' or '_';
        }
        return text.ToString();
    }
}
