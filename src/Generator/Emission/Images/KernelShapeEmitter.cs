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
            foreach (KernelShape shape in step.Kernels)
                Add(step.KernelName, shape);
            if (step is PlanarConvolutionStep { Pool: { } pool })
                Add(pool.KernelName, pool.Kernel);
        }
    }

    public string Name(KernelShape shape) => _names[shape];

    private void Add(string wanted, KernelShape shape)
    {
        if (_names.ContainsKey(shape))
            return;

        // The same layer can lie in another border in a gradient than in a prediction, and run in several parts.
        string name = wanted;
        for (int number = 2; _names.ContainsValue(name); number++)
            name = wanted + Text.Of(number);
        _names.Add(shape, name);
    }

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
