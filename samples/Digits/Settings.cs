namespace Digits;

/// <summary>What the user asked for.</summary>
/// <param name="Network">Which model.</param>
/// <param name="DataFolder">The folder with the MNIST files, or null to draw digits.</param>
/// <param name="Epochs">How often the training samples are seen.</param>
/// <param name="BatchSize">The samples of one step.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Seed">Decides the first parameters, the drawn digits and the order of the samples.</param>
internal sealed record Settings(Network Network, string? DataFolder, int Epochs, int BatchSize, float LearningRate, int Seed)
{
    /// <summary>The usual settings of a network.</summary>
    public static Settings For(Network network) =>
        network == Network.Classic
            ? new(network, null, Epochs: 30, BatchSize: 10, LearningRate: 3f, Seed: 1)
            : new(network, null, Epochs: 5, BatchSize: 64, LearningRate: 1e-3f, Seed: 1);
}
