namespace Vision;

/// <summary>The networks of the sample.</summary>
internal enum Network
{
    LeNet,
    Residual,
    Rows,
}

/// <summary>What the user asked for.</summary>
/// <param name="Network">Which network is trained.</param>
/// <param name="DataFolder">The folder with the MNIST files, or null to draw digits.</param>
/// <param name="PlotFolder">Where the pictures go, or null for none.</param>
/// <param name="Epochs">How often the training samples are seen.</param>
/// <param name="BatchSize">The samples of one step.</param>
/// <param name="LearningRate">The first learning rate.</param>
/// <param name="Seed">Decides the first parameters, the drawn digits and the order of the samples.</param>
/// <param name="Time">Whether to measure the speed at the end.</param>
internal sealed record Settings(
    Network Network,
    string? DataFolder,
    string? PlotFolder,
    int Epochs,
    int BatchSize,
    float LearningRate,
    int Seed,
    bool Time
);
