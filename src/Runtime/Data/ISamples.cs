namespace ModelCompiler;

/// <summary>Samples to train or evaluate on, wherever they are.</summary>
internal interface ISamples
{
    long Count { get; }

    int InputSize { get; }

    /// <summary>The targets of a sample, or 0 with numbers of classes.</summary>
    int TargetSize { get; }

    /// <summary>The number of classes, or 0 with targets.</summary>
    int ClassCount { get; }

    bool HasClasses => ClassCount > 0;

    string Fingerprint { get; }

    /// <summary>Why states cannot be carried from one sample to the next, as a sentence; null where they can.</summary>
    string? ObstacleToCarriedStates { get; }

    /// <summary>The same samples with one target for each class.</summary>
    ISamples AsOneHot();

    /// <summary>The same samples with the number of the class as their only target.</summary>
    ISamples AsIndices();

    /// <summary>Consecutive samples, valid until the thread's next call.</summary>
    Batch Read(long start, int count);

    /// <summary>The targets of consecutive samples, valid until the thread's next call.</summary>
    ReadOnlySpan<float> ReadTargets(long start, int count);

    /// <summary>The batches of a run.</summary>
    IBatchSource Batches(TrainingSettings settings, World world);

    /// <summary>The samples as lanes of consecutive ones, each batch with one of each.</summary>
    IBatchSource LaneBatches(int lanes);
}
