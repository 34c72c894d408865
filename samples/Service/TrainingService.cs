using Microsoft.Extensions.Options;
using ModelCompiler;

namespace Service;

/// <summary>Teaches a copy of the model what is new, again and again, and lets the copy answer once it is trained and saved.</summary>
internal sealed partial class TrainingService(
    CurrentModel<InsideCircle> current,
    Observations observations,
    IOptions<ModelSettings> settings,
    ILogger<TrainingService> logger
) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.TrainEvery);
        do
        {
            // Training keeps a thread busy for long, and must not be one that starts the service or answers requests in order.
            await Task.Run(() => Train(stoppingToken), stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Train(CancellationToken stoppingToken)
    {
        (Dataset train, Dataset validation) = observations.Take().Split(0.8, seed: 1);
        var next = new InsideCircle(seed: 1) { MaxDegreeOfParallelism = 1 }; // the other processors are for requests
        next.CopyFrom(current.Value);

        var trainer = new Trainer<InsideCircle>(next, new Adam(learningRate: 1e-2f))
        {
            Epochs = settings.Value.Epochs,
            EarlyStopping = new EarlyStopping(),
        };
        trainer.Fit(train, validation, new LoggedProgress(logger), stoppingToken);
        next.Save(settings.Value.Path); // the old file whole, or the new one
        current.Swap(next);
        Swapped(settings.Value.Path);
    }

    [LoggerMessage(LogLevel.Information, "A newly trained model answers; it is saved as {Path}")]
    private partial void Swapped(string path);
}
