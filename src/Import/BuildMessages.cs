using ModelCompiler.Importing;

namespace ModelCompiler.Import;

/// <summary>Exceptions as a build shows them: one line for each cause.</summary>
internal static class BuildMessages
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(Exception exception) =>
        exception is ImportRefusedException { Causes: { Count: > 0 } causes }
            ? [exception.Message.Split('\n')[0], .. causes.Select(cause => OneLine(cause.ToString()))]
            : [OneLine(exception.Message)];

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
