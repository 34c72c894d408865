namespace ModelCompiler.Benchmarks.Engines;

/// <summary>One way to do a workload's operation. Everything an operation needs is prepared by the constructor.</summary>
internal abstract class Engine : IDisposable
{
    /// <summary>The name in the table and in the result file.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Does the operation a number of times; the loop is inside, so that the call costs nothing for operations of nanoseconds.
    /// </summary>
    public abstract void Run(int count);

    /// <summary>What the last operation computed: the outputs of a prediction, or the loss of a training step before its update.</summary>
    public abstract float[] Result();

    /// <inheritdoc/>
    public virtual void Dispose() { }
}
