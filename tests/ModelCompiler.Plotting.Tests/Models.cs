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
