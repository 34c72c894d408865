namespace ModelCompiler.Threads;

/// <summary>Work on a batch; generated code supplies it.</summary>
public interface IBatchWork : IPhasedWork<BatchMemory>;
