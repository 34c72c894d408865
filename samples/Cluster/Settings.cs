namespace Cluster;

/// <summary>What the program was asked to do.</summary>
/// <param name="Network">Which model: dense, small or lenet.</param>
/// <param name="DataFolder">The folder of the MNIST files; null to draw digits.</param>
/// <param name="Epochs">The epochs.</param>
/// <param name="BatchSize">The samples of a step, of all ranks together.</param>
/// <param name="Shards">The shards of a batch.</param>
/// <param name="ThreadRanks">The ranks that are threads of this process; 0 for those of the launcher.</param>
/// <param name="Degree">The most threads a rank computes with; null for as many as it has processors.</param>
/// <param name="Checkpoint">The checkpoint that is written, and continued from; null for none.</param>
/// <param name="CheckpointSteps">The steps between checkpoints.</param>
/// <param name="ShowsTimes">Whether the time of a step is measured and shown.</param>
internal sealed record Settings(
    string Network,
    string? DataFolder,
    int Epochs,
    int BatchSize,
    int Shards,
    int ThreadRanks,
    int? Degree,
    string? Checkpoint,
    int CheckpointSteps,
    bool ShowsTimes
);
