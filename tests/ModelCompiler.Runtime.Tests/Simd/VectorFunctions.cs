using ModelCompiler.Simd;

namespace ModelCompiler.Runtime.Tests.Simd;

/// <summary>A function of <see cref="VectorMath"/> beside its exact counterpart.</summary>
internal interface IVectorFunction
{
    static abstract TVector Evaluate<TVector>(TVector x)
        where TVector : struct, IVector<TVector>;

    static abstract double Exact(double x);
}

internal readonly struct ExpFunction : IVectorFunction
{
    public static TVector Evaluate<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => VectorMath.Exp(x);

    public static double Exact(double x) => DoubleReference.Exp(x);
}

internal readonly struct LogFunction : IVectorFunction
{
    public static TVector Evaluate<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => VectorMath.Log(x);

    public static double Exact(double x) => DoubleReference.Log(x);
}

internal readonly struct TanhFunction : IVectorFunction
{
    public static TVector Evaluate<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => VectorMath.Tanh(x);

    public static double Exact(double x) => DoubleReference.Tanh(x);
}

internal readonly struct SigmoidFunction : IVectorFunction
{
    public static TVector Evaluate<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => VectorMath.Sigmoid(x);

    public static double Exact(double x) => DoubleReference.Sigmoid(x);
}

internal readonly struct ErfFunction : IVectorFunction
{
    public static TVector Evaluate<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => VectorMath.Erf(x);

    public static double Exact(double x) => DoubleReference.Erf(x);
}

internal readonly struct SoftplusFunction : IVectorFunction
{
    public static TVector Evaluate<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => VectorMath.Softplus(x);

    public static double Exact(double x) => DoubleReference.Softplus(x);
}

internal readonly struct ExpMinusOneFunction : IVectorFunction
{
    public static TVector Evaluate<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => VectorMath.ExpMinusOne(x);

    public static double Exact(double x) => DoubleReference.ExpMinusOne(x);
}

internal readonly struct LogOnePlusFunction : IVectorFunction
{
    public static TVector Evaluate<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => VectorMath.LogOnePlus(x);

    public static double Exact(double x) => DoubleReference.LogOnePlus(x);
}
