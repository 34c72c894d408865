namespace ModelCompiler.Importing;

/// <summary>
/// What operators throw where a damaged file gives them inputs of other numbers, shapes or kinds than they have. None of it is their
/// state: they only read.
/// </summary>
internal static class Misfit
{
    public static bool Is(Exception exception) =>
        exception
            is IndexOutOfRangeException
                or ArgumentException
                or ArithmeticException
                or InvalidOperationException
                or KeyNotFoundException;
}
