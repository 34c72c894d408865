using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints what normalisations do once for each call: fill tables from running statistics, or let those follow the batch.</summary>
internal static class RunningTables
{
    /// <summary>Prints what fills the tables of running statistics.</summary>
    public static void Write(CodeWriter code, PassNames names) => Write(code, names, isRunning: true);

    /// <summary>Prints how the running statistics follow a batch.</summary>
    public static void WriteFollowing(CodeWriter code, PassNames names) => Write(code, names, isRunning: false);

    private static void Write(CodeWriter code, PassNames names, bool isRunning)
    {
        foreach (TablePlan table in names.Schedule.Tables.Where(table => table.IsRunning == isRunning))
            code.Line(StepPrinter.Text(names, table.Update));
    }
}
