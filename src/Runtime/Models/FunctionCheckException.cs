namespace ModelCompiler;

/// <summary>A function of the user's is not what was compiled of it, or gives no number where it should.</summary>
/// <param name="message">Which function, where, and both values.</param>
public sealed class FunctionCheckException(string message) : Exception(message);
