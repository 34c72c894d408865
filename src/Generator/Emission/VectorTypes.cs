using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// The type parameters by which one text serves all vector widths: <c>TWide</c> for rows of sixteen and more, <c>TMedium</c>, of at most
/// eight lanes, where a model has rows of eight. Rows of four always use <c>Lanes4</c>.
/// </summary>
internal sealed class VectorTypes
{
    private readonly bool _hasMedium;

    public VectorTypes(ModelPlan plan) =>
        _hasMedium =
            plan.Prediction.Buffers.Concat(plan.Training?.Schedule.Buffers ?? [])
                .Concat(plan.Stream?.Schedule.Buffers ?? [])
                .Any(buffer => buffer.Stride == 8)
            || plan.Parameters.Any(parameter => parameter.PaddedRows == 8)
            || plan.AllSteps.SelectMany(step => step.Pieces).Any(piece => piece is VectorPiece { Width: 8 });

    /// <summary>The list as it stands after a name, as <c>&lt;TWide&gt;</c>.</summary>
    public string List => _hasMedium ? "<TWide, TMedium>" : "<TWide>";

    /// <summary>The constraints of the list.</summary>
    public string[] Constraints =>
        _hasMedium
            ? ["where TWide : struct, IVector<TWide>", "where TMedium : struct, IVector<TMedium>"]
            : ["where TWide : struct, IVector<TWide>"];

    /// <summary>The list with one more parameter.</summary>
    public string ListWith(string parameter) => List.Replace(">", $", {parameter}>");

    /// <summary>The type arguments for rows of sixteen and of eight floats.</summary>
    public string Arguments(string wide, string medium) => _hasMedium ? $"{wide}, {medium}" : wide;
}
