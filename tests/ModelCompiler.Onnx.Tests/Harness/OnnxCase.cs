using ModelCompiler.Importing;
using ModelCompiler.Onnx;
using ModelCompiler.Tool;

namespace ModelCompiler.Onnx.Tests.Harness;

/// <summary>A model with test data, of ONNX's own tests or laid out like them.</summary>
/// <param name="Name">The folder below that of all data, as <c>node/test_relu</c>.</param>
/// <param name="Model">The model.</param>
/// <param name="Sets">The test data.</param>
internal sealed record OnnxCase(string Name, OnnxModel Model, IReadOnlyList<TestData> Sets)
{
    /// <summary>Reads a case.</summary>
    /// <param name="name">The folder below that of all data.</param>
    /// <param name="hasParameters">
    /// Whether all inputs but the first are parameters: in tests of one node no weight is a constant of the file.
    /// </param>
    public static OnnxCase Read(string name, bool hasParameters)
    {
        string folder = Path.Combine(TestFolders.Onnx, name);
        OnnxModel model = OnnxModel.Read(Path.Combine(folder, "model.onnx"));
        IReadOnlyList<TestData> sets = TestData.Find(folder);
        return new OnnxCase(name, hasParameters ? WithParameters(model, sets[0]) : model, sets);
    }

    // The inputs of the first set, but for the first one, as constants.
    private static OnnxModel WithParameters(OnnxModel model, TestData set)
    {
        OnnxGraph graph = model.Graph;
        var inputs = new List<OnnxValue>();
        var initializers = new List<OnnxTensor>(graph.Initializers);
        HashSet<string> known = [.. graph.Initializers.Select(tensor => tensor.Name)];
        int given = 0;
        foreach (OnnxValue input in graph.Inputs.Where(input => !known.Contains(input.Name)))
        {
            OnnxTensor tensor = set.Inputs[given];
            if (given++ == 0)
                inputs.Add(input);
            else
                initializers.Add(tensor.Named(input.Name));
        }

        return new OnnxModel
        {
            IrVersion = model.IrVersion,
            Producer = model.Producer,
            OperatorSets = model.OperatorSets,
            Functions = model.Functions,
            Graph = new OnnxGraph
            {
                Name = graph.Name,
                Nodes = graph.Nodes,
                Initializers = initializers,
                Inputs = inputs,
                Outputs = graph.Outputs,
            },
        };
    }
}
