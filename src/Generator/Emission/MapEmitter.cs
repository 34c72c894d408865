using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints each elementwise function of a model that is not part of a product, equal ones once.</summary>
internal sealed class MapEmitter
{
    private readonly Dictionary<(Expression Value, string Variables), string> _names = [];

    public MapEmitter(ModelPlan plan)
    {
        foreach (IMapStep step in plan.AllSteps.OfType<IMapStep>())
            if (!_names.ContainsKey(Key(step)))
                _names.Add(Key(step), "Map" + Text.Of(_names.Count + 1));
    }

    public string Name(IMapStep step) => _names[Key(step)];

    public void Write(CodeWriter code)
    {
        foreach (KeyValuePair<(Expression Value, string Variables), string> entry in _names)
        {
            IEnumerable<string> variables = entry.Key.Variables.Split(',').Concat(["second", "third"]).Take(3);
            code.Line();
            code.Line($"/// <summary>{Text.Documentation(entry.Key.Value.ToString())}</summary>");
            using (code.Open($"private readonly struct {entry.Value} : IElementMap"))
                ActivationEmitter.Method(code, $"public static TVector Apply<TVector>({string.Join(", ", variables.Select(variable => "TVector " + variable))})", entry.Key.Value);
        }
    }

    private static (Expression Value, string Variables) Key(IMapStep step) => (step.Value, string.Join(",", step.Variables));
}
