using System.Globalization;

namespace ModelCompiler.Data;

/// <summary>How the text of a table is to be read. Immutable.</summary>
public sealed record TableOptions
{
    /// <summary>
    /// How numbers are written, as <c>new CultureInfo("de-DE")</c> for a decimal comma; the invariant culture, with its decimal point, by
    /// default.
    /// </summary>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>
    /// What stands between the columns; null (the default) finds it out in the first line: a comma, a semicolon, a tab or a bar.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>
    /// Whether the first line names the columns; true by default. Otherwise they are called <c>column1</c>, <c>column2</c> and so on.
    /// </summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// The texts that stand for no value, apart from an empty field; <c>NA</c>, <c>N/A</c>, <c>NaN</c>, <c>nan</c>, <c>null</c>,
    /// <c>NULL</c> and <c>.</c> by default.
    /// </summary>
    public IReadOnlyCollection<string> MissingTexts { get; init; } = ["NA", "N/A", "NaN", "nan", "null", "NULL", "."];
}
