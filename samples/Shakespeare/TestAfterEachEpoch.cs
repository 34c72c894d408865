using System.Diagnostics;
using System.Globalization;
using ModelCompiler;

namespace Shakespeare;

/// <summary>Says after each epoch what the model makes of a text that it does not learn from.</summary>
internal sealed class TestAfterEachEpoch(CharacterLstm model, int[] text) : TrainingCallback
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, in EpochRecord record) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {record.Epoch}, {_watch.Elapsed.TotalSeconds:F0} s: loss {record.TrainingLoss:F4}, "
                    + $"test {TestLoss.Of(model, text):F4}"
            )
        );
}
