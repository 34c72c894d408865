using System.Globalization;

namespace ModelCompiler.Runtime.Tests.Progress;

public class ConsoleProgressTests
{
    private static readonly TrainingProgress _within = new(
        2,
        5,
        312,
        938,
        1250,
        0.18344,
        null,
        null,
        0.001f,
        152_345,
        TimeSpan.FromSeconds(9),
        TimeSpan.FromSeconds(74),
        IsEndOfEpoch: false
    );

    private static readonly TrainingProgress _end = _within with
    {
        Batch = 938,
        ValidationLoss = 0.12,
        ValidationAccuracy = 0.9654,
        IsEndOfEpoch = true,
    };

    [Fact]
    public void RedirectedOutputGetsOneLinePerEpoch()
    {
        var text = new StringWriter { NewLine = "\n" };
        var progress = new ConsoleProgress(text, rewrites: false, color: true);
        progress.Report(_within);
        progress.Report(_end);
        Assert.Equal(
            "epoch 2/5, loss 0.1834, validation loss 0.12, validation accuracy 96.54%, 152 k samples/s, 1:14 left\n",
            text.ToString()
        );
    }

    [Fact]
    public void ATerminalLineIsRewrittenAndKeptAtTheEndOfTheEpoch()
    {
        var text = new StringWriter { NewLine = "\n" };
        var progress = new ConsoleProgress(text, rewrites: true);
        progress.Report(_within);
        progress.Report(_within with { Batch = 1, Remaining = TimeSpan.Zero });
        progress.Report(_end);
        string first = "epoch 2/5, batch 312/938, loss 0.1834, 152 k samples/s, 1:14 left";
        string second = "epoch 2/5, batch 1/938, loss 0.1834, 152 k samples/s";
        Assert.Equal("\r" + first + "\r" + second.PadRight(first.Length) + "\r" + ProgressLine.Of(_end) + "\n", text.ToString());
    }

    [Fact]
    public void ColourIsOnlyUsedOnRequest()
    {
        var text = new StringWriter();
        new ConsoleProgress(text, rewrites: true, color: true).Report(_within);
        Assert.StartsWith("\r\e[2mepoch", text.ToString());
        Assert.EndsWith("\e[0m", text.ToString());
        var plain = new StringWriter();
        new ConsoleProgress(plain, rewrites: true, color: false).Report(_within);
        Assert.DoesNotContain('\e', plain.ToString());
    }

    [Fact]
    public void LinesAreCutToTheWidth()
    {
        var text = new StringWriter();
        new ConsoleProgress(text, rewrites: true, width: 20).Report(_within);
        Assert.Equal("\repoch 2/5, batch 31", text.ToString());
    }

    [Fact]
    public void NumbersDoNotDependOnTheCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(
                "epoch 2/5, loss 0.1834, validation loss 0.12, validation accuracy 96.54%, 2.50 M samples/s, 2:00:01 left",
                ProgressLine.Of(_end with { SamplesPerSecond = 2.5e6, Remaining = TimeSpan.FromSeconds(7201) })
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TheDefaultFollowsConsoleOut()
    {
        TextWriter before = Console.Out;
        var text = new StringWriter();
        try
        {
            Console.SetOut(text);
            ConsoleProgress.Default.Report(_end);
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.Contains("epoch 2/5, loss 0.1834", text.ToString());
    }
}
