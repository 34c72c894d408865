using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The stages from a declaration to a differentiated graph.</summary>
internal static class GraphCompiler
{
    /// <summary>One step of a model of sequences, without its loss.</summary>
    public static ModelGraph CompileStep(ModelSpec model) =>
        Compile(
            model with
            {
                InputShape = model.InputShape.Resized(axis => axis == Axis.Step ? 1 : model.InputShape.Extent(axis)),
                Heads = ModelSpec.NoHeads,
                HasLengths = false,
            },
            context: model.InputShape.Extent(Axis.Step)
        );

    /// <summary>A model, and its loss and gradients if it has a loss.</summary>
    /// <param name="model">The model.</param>
    /// <param name="context">The steps of the longest stream, when it is one step of a stream; else 0.</param>
    public static ModelGraph Compile(ModelSpec model, int context = 0)
    {
        var graph = new GraphBuilder
        {
            Initialization = model.Initialization,
            IsTrained = model.IsTrained,
            Context = context,
        };
        int input = graph.Add(new InputNode(InputShape(model))),
            values = model.HasLengths ? Steps(graph, model.InputShape, input) : input;
        var outputs = new List<int>();
        foreach (LayerSpec layer in model.Layers)
        {
            int[] inputs = layer
                .Inputs.Select(name => LayerInputs.Find(model.Layers, outputs.Count, name)!.Value)
                .Select(position => position == LayerInputs.InputPosition ? values : outputs[position])
                .ToArray();
            graph.Key = layer.Key;
            graph.IsTrainable = layer.Boolean("Trainable", otherwise: true);
            outputs.Add(LayerCatalogue.Of(layer).Build(layer, inputs, graph));
        }

        int output = outputs[outputs.Count - 1];
        int forward = graph.Nodes.Count;
        if (!model.IsTrained)
            return new ModelGraph(graph.Nodes.ToEquatableArray(), forward, input, output, -1, EquatableArray<ParameterGradient>.Empty, -1)
            {
                Values = values,
            };

        int loss = Loss(graph, model, outputs);
        IReadOnlyDictionary<int, int> gradients = Differentiation.Run(graph, loss);
        return new ModelGraph(
            graph.Nodes.ToEquatableArray(),
            forward,
            input,
            output,
            loss,
            Enumerable
                .Range(0, forward)
                .Where(index => graph.Nodes[index].IsParameter && gradients.ContainsKey(index))
                .Select(index => new ParameterGradient(index, gradients[index]))
                .ToEquatableArray(),
            gradients.TryGetValue(input, out int inputGradient) ? inputGradient : -1
        )
        {
            Values = values,
        };
    }

    private static int Loss(GraphBuilder graph, ModelSpec model, IReadOnlyList<int> outputs)
    {
        int start = 0;
        var losses = new List<int>();
        foreach (HeadSpec head in model.TrainedHeads)
        {
            int output = outputs[LayerInputs.Find(model.Layers, outputs.Count, head.Layer)!.Value];
            var place = new HeadPlace(model.HasSeveralLosses ? head.Name : string.Empty, losses.Count, start);
            losses.Add(LossHead.Build(graph, output, head.Loss!, place));
            start += graph.ShapeOf(graph.Nodes[losses[losses.Count - 1]].Operands[1]).Size;
        }

        return losses.Count == 1
            ? losses[0]
            : graph.Add(new HeadsLossNode(model.TrainedHeads.Select(head => head.Weight).ToEquatableArray(), losses.ToEquatableArray()));
    }

    // Behind the values of its steps each sample has the number of those that count.
    private static TensorShape InputShape(ModelSpec model) =>
        model.HasLengths ? TensorShape.Of(model.InputSize) with { Vocabulary = model.InputShape.Vocabulary } : model.InputShape;

    private static int Steps(GraphBuilder graph, TensorShape shape, int input)
    {
        int values = graph.Slice("input", input, axis: 0, start: 0, shape.Size);
        graph.Lengths = graph.Named(graph.Slice("lengths", input, axis: 0, shape.Size, count: 1), "lengths");
        graph.Steps = shape.Extent(Axis.Step);
        return graph.Reshape("input", values, shape);
    }
}
