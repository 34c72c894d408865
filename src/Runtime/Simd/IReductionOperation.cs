namespace ModelCompiler.Simd;

/// <summary>The operation of a reduction.</summary>
internal interface IReductionOperation
{
    /// <summary>The value that changes nothing when combined with.</summary>
    static abstract float Neutral { get; }

    static abstract TVector Combine<TVector>(TVector left, TVector right)
        where TVector : struct, IVector<TVector>;
}
