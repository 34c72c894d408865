namespace ModelCompiler.Runtime.Tests.Training;

/// <summary>The sizes and the loss of a <see cref="TestNetwork{TArchitecture}"/>.</summary>
internal interface ITestArchitecture
{
    static abstract int Inputs { get; }

    static abstract int Hidden { get; }

    static abstract int Outputs { get; }

    static abstract Loss? Loss { get; }
}

/// <summary>Two features, eight hidden, three classes.</summary>
internal sealed class ThreeClasses : ITestArchitecture
{
    public static int Inputs => 2;

    public static int Hidden => 8;

    public static int Outputs => 3;

    public static Loss? Loss => ModelCompiler.Loss.CategoricalCrossEntropy;
}

/// <summary>Two features, four hidden, yes or no.</summary>
internal sealed class YesOrNo : ITestArchitecture
{
    public static int Inputs => 2;

    public static int Hidden => 4;

    public static int Outputs => 1;

    public static Loss? Loss => ModelCompiler.Loss.BinaryCrossEntropy;
}

/// <summary>Two features, four hidden, one number.</summary>
internal sealed class OneNumber : ITestArchitecture
{
    public static int Inputs => 2;

    public static int Hidden => 4;

    public static int Outputs => 1;

    public static Loss? Loss => ModelCompiler.Loss.MeanSquaredError;
}

/// <summary>Two features, four hidden, three numbers.</summary>
internal sealed class ThreeNumbers : ITestArchitecture
{
    public static int Inputs => 2;

    public static int Hidden => 4;

    public static int Outputs => 3;

    public static Loss? Loss => ModelCompiler.Loss.MeanSquaredError;
}

/// <summary>A model that can only predict.</summary>
internal sealed class NoLoss : ITestArchitecture
{
    public static int Inputs => 2;

    public static int Hidden => 4;

    public static int Outputs => 1;

    public static Loss? Loss => null;
}
