using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the numbers of columns of the tables that products normalise their sums with, as types, equal ones once. Steps ask for them while they are printed.</summary>
internal sealed class ColumnsEmitter
{
    private readonly SortedSet<int> _columns = [];

    /// <summary>An epilogue behind the normalisation of a table, or itself when there is no table.</summary>
    public string Normalized(Schedule schedule, int table, string epilogue)
    {
        if (table < 0)
            return epilogue;
        _columns.Add(schedule.Tables[table].Columns);
        return $"Normalize<{Name(schedule.Tables[table].Columns)}, {epilogue}>";
    }

    /// <summary>What a product has for each of its columns: the table that normalises its sums, else its bias, or null.</summary>
    public static string? OfEach(ModelPlan plan, Schedule schedule, string memory, int table, int bias) =>
        table >= 0 ? $"workspace[{memory}.{schedule.Tables[table].Name}]" : bias >= 0 ? $"parameters[{MemoryEmitter.Parameter(plan.Parameters[bias])}]" : null;

    /// <summary>The formula of the sums.</summary>
    public static string Formula(string product, int table, int bias)
    {
        string sum = bias < 0 ? product : product + " + b";
        return table < 0 ? sum : $"norm({sum})";
    }

    public void Write(CodeWriter code)
    {
        foreach (int columns in _columns)
        {
            code.Line();
            using (code.Open($"private readonly struct {Name(columns)} : IColumns"))
                code.Line($"public static int Count => {Text.Of(columns)};");
        }
    }

    private static string Name(int columns) => "Columns" + Text.Of(columns);
}
