namespace ModelCompiler.Plotting.Tests;

/// <summary>A classifier of points of the plane.</summary>
[Model]
[Input(2)]
[Dense(4, Activation.Relu)]
[Dense(1, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class PlaneClassifier;

/// <summary>A classifier of points of the plane with three classes.</summary>
[Model]
[Input(2)]
[Dense(3, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class ThreeRegions;

/// <summary>A curve: the hyperbolic tangent.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Tanh, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class TanhCurve;

/// <summary>Says of images of 2 × 2 pixels whether the left (0) or the right half (1) is darker.</summary>
[Model]
[Input(1, 2, 2)]
[Dense(2, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class SideClassifier
{
    /// <summary>Three images, of which it gets two wrong: the first surely.</summary>
    public static Dataset Samples { get; } = Dataset.From(([0f, 1f, 0f, 1f], 0), ([0.2f, 0f, 0f, 0f], 1), ([1f, 0f, 1f, 0f], 0));

    /// <summary>The classifier with the parameters that do it.</summary>
    public static SideClassifier LeftOrRight()
    {
        var model = new SideClassifier();
        model.Parameter("dense1.weight").CopyFrom([1, 0, 1, 0, 0, 1, 0, 1]);
        return model;
    }
}
