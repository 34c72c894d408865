using System.Collections.Immutable;
using System.Globalization;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <content>The end of a network, which its loss decides.</content>
internal sealed partial class RandomModels
{
    /// <summary>An output for a loss, or no loss.</summary>
    private ModelDeclaration WithHead(ModelDeclaration model)
    {
        model = Closed(model);
        if (Placed(model, mayBeOpen: true) is null)
            return model;
        Loss? loss = _random.Next(8) == 0 ? null : _arguments.Pick(BuiltInLosses.All);
        Activation? activation = loss switch
        {
            Loss.CategoricalCrossEntropy or Loss.SparseCategoricalCrossEntropy => Activation.Softmax,
            Loss.BinaryCrossEntropy or Loss.BinaryFocal => Activation.Sigmoid,
            _ => null,
        };
        if (activation is { } wanted)
            model = WithActivation(model, wanted, ofPositions: loss == Loss.SparseCategoricalCrossEntropy);
        else if (Head(model) is var head && (head is null || (head == Activation.Softmax && Shapes.Size(ShapeOf(model)) == 1)))
        {
            model = model with
            {
                Layers = model.Layers.Add(new LayerDeclaration(typeof(DenseAttribute), []).With("Units", _arguments.Size())),
            };
        }

        // A head may be called what a layer was given as a name: another attempt, then.
        if (Placed(model, mayBeOpen: true) is null)
            return model;
        if (
            _arguments.Chance(0.1)
            && Fitting(model with { Layers = model.Layers.Add(Tail(model)) }, mayBeOpen: false) is { } longer
            && Shapes.Size(ShapeOf(longer)) > 1
        )
            model = longer;
        return model with { Loss = loss, Delta = loss == Loss.Huber && _arguments.Chance(0.5) ? _arguments.Pick([0.5, 2.0]) : null };
    }

    // The head that a loss wants: a layer with the activation, or the activation alone.
    private ModelDeclaration WithActivation(ModelDeclaration model, Activation wanted, bool ofPositions)
    {
        // Unless there is one for each step, a class is of a whole sample, and the softmax of a sequence of each step.
        SampleShape shape = ShapeOf(model);
        if (wanted == Activation.Softmax && !ofPositions && shape.IsSequence && shape[0] > 1)
        {
            model = model with { Layers = model.Layers.Add(new LayerDeclaration(typeof(FlattenAttribute), [])) };
            shape = new([Shapes.Size(shape)]);
        }

        bool isAlone = Shapes.Size(shape) > 1 && _arguments.Chance(0.3);
        LayerDeclaration head = new LayerDeclaration(isAlone ? typeof(ActivationAttribute) : typeof(DenseAttribute), []).With(
            isAlone ? "Kind" : "Activation",
            wanted
        );
        if (isAlone && wanted == Activation.Softmax && _arguments.Chance(0.5))
        {
            head = new LayerDeclaration(typeof(SoftmaxAttribute), []);
            if (Shapes.Size(shape) == shape.Channels || (ofPositions && shape.Channels > 1))
                head = _arguments.Sometimes(head, "Axis", shape.ChannelAxis, shape.ChannelAxis - shape.Count);
        }

        return model with
        {
            Layers = model.Layers.Add(isAlone ? head : _arguments.Sometimes(head.With("Units", 2 + _random.Next(4)), "Trainable", false)),
        };
    }

    /// <summary>A layer that leaves what an activation means as it is.</summary>
    private LayerDeclaration Tail(ModelDeclaration model)
    {
        SampleShape shape = ShapeOf(model);
        Type type =
            shape.Count is 2 or 3 && Head(model) != Activation.Softmax && _arguments.Chance(0.5)
                ? _arguments.Pick(LayerKinds.OfOtherSizes)
                : _arguments.Pick([typeof(FlattenAttribute), typeof(ReshapeAttribute)]);
        return _arguments.Of(type, shape, isInBlock: false);
    }

    /// <summary>The activation that the output ends with, or null when no layer does anything to the input but move its values.</summary>
    private static Activation? Head(ModelDeclaration model)
    {
        IReadOnlyList<PlacedLayer>? layers = Placed(model, mayBeOpen: true);
        for (int position = (layers?.Count ?? 0) - 1; position >= 0; position = layers![position].Inputs[0])
        {
            switch (layers![position].Attribute)
            {
                case FlattenAttribute
                or ReshapeAttribute
                or PoolAttribute
                or GlobalAvgPoolAttribute
                or GlobalMaxPoolAttribute
                or AdaptiveAvgPoolAttribute
                or UpsampleAttribute
                or ZeroPadAttribute
                or PermuteAttribute
                or TransposeAttribute
                or FlipAttribute
                or SliceAttribute
                or SplitAttribute
                or PixelShuffleAttribute
                or PixelUnshuffleAttribute
                or MeanOverAttribute
                or MaxOverAttribute
                or ActivationAttribute { Kind: Activation.Linear }:
                    continue;
                case SoftmaxAttribute:
                    return Activation.Softmax;
                case ActivationAttribute activation:
                    return activation.Kind;
                case DenseAttribute dense:
                    return dense.Activation;
                case ConvolutionAttribute convolution:
                    return convolution.Activation;
                default:
                    return Activation.Linear;
            }
        }

        return null;
    }
}
