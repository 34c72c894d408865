namespace Service;

/// <summary>The section "Model" of the configuration: <c>appsettings.json</c>, <c>--Model:Path=...</c>, or the environment.</summary>
internal sealed class ModelSettings
{
    /// <summary>The file that holds the trained parameters, from one start of the service to the next.</summary>
    public string Path { get; set; } = System.IO.Path.Combine(AppContext.BaseDirectory, "inside-circle.safetensors");

    /// <summary>How long a model serves before it learns more.</summary>
    public TimeSpan TrainEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often training goes through its data.</summary>
    public int Epochs { get; set; } = 30;
}
