namespace ModelCompiler.Threads;

/// <summary>Work in phases, each of which can be shared by threads.</summary>
/// <typeparam name="TState">What the work reads and writes; it can live on the stack of who brings the work.</typeparam>
public interface IPhasedWork<TState>
    where TState : struct, allows ref struct
{
    /// <summary>The number of phases. A phase starts when all parts of the one before have ended.</summary>
    static virtual int Phases => 1;

    /// <summary>Whether a phase is so little work that the caller does it alone, as one part, before anybody else goes on.</summary>
    /// <param name="phase">The phase, from 0.</param>
    static virtual bool IsAlone(int phase) => false;

    /// <summary>
    /// Does one part of one phase. Parts of a phase write disjoint memory, and what is computed does not depend on their number.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="phase">The phase, from 0.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    static abstract void Run(in TState state, int phase, int part, int parts);
}
