using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// The arithmetic of one optimizer for one vector of parameters. <see cref="ParameterSweep"/> runs it over whole buffers; being a
/// struct, a rule is inlined there, with its constants in registers.
/// </summary>
internal interface IUpdateRule
{
    /// <summary>How many state buffers the rule uses: 0 to 4.</summary>
    static abstract int BufferCount { get; }

    /// <summary>The new parameters. All lanes are independent, so that neither the vector width nor the place of a lane matters.</summary>
    /// <param name="parameter">The parameters before the step.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="first">The first state buffer's values, replaced by the new ones; zero if the rule has none.</param>
    /// <param name="second">The second state buffer's values, likewise.</param>
    /// <param name="third">The third state buffer's values, likewise.</param>
    /// <param name="fourth">The fourth state buffer's values, likewise.</param>
    TVector Apply<TVector>(
        TVector parameter,
        TVector gradient,
        ref TVector first,
        ref TVector second,
        ref TVector third,
        ref TVector fourth
    )
        where TVector : struct, IVector<TVector>;
}
