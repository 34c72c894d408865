using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>What makes one number of a row.</summary>
public enum RowFunction
{
    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Max,

    /// <summary><c>log(sum(exp(x)))</c>.</summary>
    LogSumExp,
}

/// <summary>
/// A loss that is made of numbers of a whole row, its terms, each of which may read those before it; generated code supplies it.
/// </summary>
public interface IRowLoss
{
    /// <summary>The number of terms.</summary>
    static abstract int Terms { get; }

    /// <summary>How each term is made of what is computed of the elements.</summary>
    static abstract ReadOnlySpan<RowFunction> Functions { get; }

    /// <summary>What is computed of each element for a term.</summary>
    /// <param name="term">The number of the term.</param>
    /// <param name="p">The outputs.</param>
    /// <param name="t">The targets.</param>
    /// <param name="row">The terms so far.</param>
    static abstract TVector Element<TVector>(int term, TVector p, TVector t, ReadOnlySpan<float> row)
        where TVector : struct, IVector<TVector>;

    /// <summary>The loss, in every lane.</summary>
    /// <param name="row">All terms.</param>
    static abstract TVector Value<TVector>(ReadOnlySpan<float> row)
        where TVector : struct, IVector<TVector>;

    /// <summary>The derivative of the loss by each output.</summary>
    /// <param name="p">The outputs.</param>
    /// <param name="t">The targets.</param>
    /// <param name="row">All terms.</param>
    static abstract TVector Derivative<TVector>(TVector p, TVector t, ReadOnlySpan<float> row)
        where TVector : struct, IVector<TVector>;
}
