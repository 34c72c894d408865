using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>What places and types are called in the code of one pass.</summary>
/// <param name="plan">The plan.</param>
/// <param name="schedule">The schedule of the pass.</param>
/// <param name="memory">The type that names the places of its workspace.</param>
/// <param name="types">The generated types.</param>
internal sealed class PassNames(ModelPlan plan, Schedule schedule, string memory, TypeTable types) : INames
{
    /// <summary>The type parameter that stands for the memory of a pass that several schedules share.</summary>
    public const string SharedMemory = "TMemory";

    public string Losses(string head) => PerSample(LossesName(head));

    /// <summary>The name of the place of the losses of a head.</summary>
    public static string LossesName(string head) => Names.Pascal(head) + "Losses";

    /// <summary>The memory of the pass.</summary>
    public string Memory => memory;

    /// <summary>The schedule of the pass.</summary>
    public Schedule Schedule => schedule;

    /// <summary>The constant that says where a parameter starts.</summary>
    public static string Parameter(ParameterPlan parameter) => "Parameters." + Names.Pascal(parameter.Layer) + Names.Pascal(parameter.Role);

    public string Place(int buffer, int offset, bool isShare)
    {
        string further = offset == 0 ? string.Empty : " + " + Text.Of(offset);
        if (buffer == BufferPlan.Input)
            return !isShare ? $"x[{Text.Of(offset)}]"
                : offset == 0 ? "x[start * InputSize]"
                : $"x[(start * InputSize){further}]";
        if (buffer == BufferPlan.Output)
            return offset == 0 ? "y[start * OutputSize]" : $"y[(start * OutputSize){further}]";
        string share = isShare ? $" + (start * {Text.Of(schedule.Buffers[buffer].Stride)})" : string.Empty;
        return $"workspace[{PerSample(schedule.Buffers[buffer].Name)}{share}{further}]";
    }

    public string Start(int buffer) => $"{memory}.{schedule.Buffers[buffer].Name}";

    public string Kept(int buffer, int offset)
    {
        string place = Place(buffer, offset, isShare: true),
            whole = place.Replace("workspace[", "workspace[(").Replace("]", ")..]");
        if (memory != SharedMemory)
            return schedule.Buffers[buffer].IsStored ? whole : "default";

        // A prediction and a gradient share the text: then it is a constant of their memory that says whether the whole is kept.
        return plan.Loss!.Schedule.Buffers[buffer].IsStored ? $"{Start(buffer)} < 0 ? default : {whole}" : "default";
    }

    public string Parameter(int parameter) => Parameter(plan.Parameters[parameter]);

    public string Table(int table, int row)
    {
        TablePlan plan = schedule.Tables[table];
        return $"{memory}.{plan.Name}{(row == 0 ? string.Empty : $" + {Text.Of(row * plan.Columns)}")}";
    }

    public string Repacked(string name) => $"{memory}.{name}";

    public string Type(GeneratedType type) => types.Name(type);

    // Places of samples depend on the capacity when the workspace grows with the batch.
    private string PerSample(string name) => $"{memory}.{name}{(schedule.IsWhole ? "(capacity)" : string.Empty)}";
}
