using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether the loss suits the output.</summary>
internal static class LossChecks
{
    public static void Run(ModelDeclaration declaration, NetworkFacts network, ProblemList problems)
    {
        int loss = declaration.IndexOf(AttributeRole.Loss);
        IReadOnlyList<int> outputs = declaration.IndicesOf(AttributeRole.Output);
        if (network.Layers.Count == 0)
            return;
        if (outputs.Count == 0)
            Check(declaration, network, network.Layers.Count - 1, loss, problems);
        List<HeadSpec> heads = ModelSpecBuilder.Heads(declaration).ToList();
        for (int index = 0; index < outputs.Count; index++)
            Check(
                declaration,
                network,
                network.IndexOf(heads[index].Layer),
                ModelSpecBuilder.HasLoss(declaration.Attributes[outputs[index]]) ? outputs[index] : -1,
                problems
            );
    }

    private static void Check(ModelDeclaration declaration, NetworkFacts network, int output, int loss, ProblemList problems)
    {
        if (loss >= 0)
            CheckNumbers(declaration.Attributes[loss], loss, problems);
        new OutputLoss(declaration, network, output, loss, problems).Run();
    }

    private static void CheckNumbers(DeclaredAttribute loss, int index, ProblemList problems) =>
        ActivationArguments.CheckNumbers(
            new LayerSpec("", "", loss.Arguments),
            ModelSpecBuilder.LossName(loss),
            LossCatalogue.Numbers(ModelSpecBuilder.LossName(loss)),
            LossCatalogue.AllNumbers,
            new LayerReport(problems, index)
        );
}
