using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the constants of each kernel on images as a type, equal ones once.</summary>
internal sealed class KernelShapeEmitter
{
    private readonly Dictionary<KernelShape, string> _names = [];

    public KernelShapeEmitter(ModelPlan plan)
    {
        foreach (IShapedStep step in plan.AllSteps.OfType<IShapedStep>())
        {
            if (_names.ContainsKey(step.Kernel))
                continue;

            // The same layer can lie in another border in a gradient than in a prediction.
            string name = step.KernelName;
            for (int number = 2; _names.ContainsValue(name); number++)
                name = step.KernelName + Text.Of(number);
            _names.Add(step.Kernel, name);
        }
    }

    public string Name(IShapedStep step) => _names[step.Kernel];

    public void Write(CodeWriter code)
    {
        foreach (KeyValuePair<KernelShape, string> entry in _names)
        {
            code.Line();
            using (code.Open($"private readonly struct {entry.Value} : {entry.Key.Interface}"))
                foreach (KernelConstant constant in entry.Key.Constants)
                    code.Line($"public static int {constant.Name} => {Text.Of(constant.Value)};");
        }
    }
}
