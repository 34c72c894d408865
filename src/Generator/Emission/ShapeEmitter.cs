using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the shape of each product as a type of constants, equal shapes once.</summary>
internal sealed class ShapeEmitter
{
    private readonly Dictionary<ContractionShape, string> _products = [];
    private readonly Dictionary<(int Inner, int Columns, int LeftStride, int RightStride), string> _gradients = [];

    public ShapeEmitter(ModelPlan plan)
    {
        foreach (Step step in plan.AllSteps)
        {
            switch (step)
            {
                case ContractionStep contraction:
                    Add(_products, contraction.Shape, Names.Pascal(step.Label) + "ProductShape");
                    break;
                case InputGradientStep gradient:
                    Add(_products, gradient.Shape, Names.Pascal(step.Label) + "InputProductShape");
                    break;
                case WeightGradientStep gradient:
                    Add(_gradients, Key(plan, gradient), Names.Pascal(step.Label) + "GradientShape");
                    break;
            }
        }
    }

    public string Name(ContractionShape shape) => _products[shape];

    public string Name(ModelPlan plan, WeightGradientStep step) => _gradients[Key(plan, step)];

    public void Write(CodeWriter code)
    {
        foreach (KeyValuePair<ContractionShape, string> entry in _products)
        {
            ContractionShape shape = entry.Key;
            code.Line();
            code.Line($"/// <summary>{Text.Of(shape.Inner)} values in, {Text.Of(shape.Columns)} out (padded), summed {Text.Of(shape.Block)} at a time.</summary>");
            using (code.Open($"private readonly struct {entry.Value} : IContractionShape"))
                Constants(code, ("Inner", shape.Inner), ("Columns", shape.Columns), ("Block", shape.Block), ("LeftStride", shape.LeftStride), ("OutputStride", shape.OutputStride));
        }

        foreach (KeyValuePair<(int Inner, int Columns, int LeftStride, int RightStride), string> entry in _gradients)
        {
            code.Line();
            code.Line($"/// <summary>A gradient of {Text.Of(entry.Key.Inner)} by {Text.Of(entry.Key.Columns)} values (padded), summed over the samples.</summary>");
            using (code.Open($"private readonly struct {entry.Value} : IWeightGradientShape"))
                Constants(code, ("Inner", entry.Key.Inner), ("Columns", entry.Key.Columns), ("LeftStride", entry.Key.LeftStride), ("RightStride", entry.Key.RightStride));
        }
    }

    private static void Constants(CodeWriter code, params (string Name, int Value)[] constants)
    {
        foreach ((string name, int value) in constants)
            code.Line($"public static int {name} => {Text.Of(value)};");
    }

    private static (int Inner, int Columns, int LeftStride, int RightStride) Key(ModelPlan plan, WeightGradientStep step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        return (weight.Columns, weight.PaddedRows, step.LeftStride, step.RightStride);
    }

    private static void Add<TKey>(Dictionary<TKey, string> names, TKey key, string name)
        where TKey : notnull
    {
        if (names.ContainsKey(key))
            return;

        // A layer can have another shape in a gradient than in a prediction: dropout puts its input into padded rows.
        string wanted = name;
        for (int number = 2; names.ContainsValue(name); number++)
            name = wanted + Text.Of(number);
        names.Add(key, name);
    }
}
