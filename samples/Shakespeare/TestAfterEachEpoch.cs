using System.Diagnostics;
using System.Globalization;
using ModelCompiler;

namespace Shakespeare;

/// <summary>Says after each epoch what the model makes of the beginning of a text that it does not learn from.</summary>
internal sealed class TestAfterEachEpoch<TModel>(TModel model, int[] text) : TrainingCallback
    where TModel : class, IStreamingModel<TModel>
{
    private const int Characters = 20_000;

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
    {
        double loss = TestLoss.Of(model, text.AsSpan(0, Math.Min(Characters, text.Length)));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {record.Epoch}, {_watch.Elapsed.TotalSeconds:F0} s: loss {record.TrainingLoss:F4}, test {loss:F4}"
            )
        );
    }
}
