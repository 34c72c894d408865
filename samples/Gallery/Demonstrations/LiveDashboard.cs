using System.Text.RegularExpressions;
using ModelCompiler;
using ModelCompiler.Dashboard;
using Spectre.Console;

namespace Gallery.Demonstrations;

/// <summary>What the live dashboard of a terminal shows, as text.</summary>
internal static partial class LiveDashboard
{
    private const int Columns = 92;

    public static void Run(Report report)
    {
        (Dataset train, Dataset test) = TwoSpirals.Data();
        using var terminal = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(terminal),
            }
        );
        console.Profile.Width = Columns;
        console.Profile.Capabilities.Unicode = true;
        using (var dashboard = new TrainingDashboard(console, "two spirals"))
            new Trainer<SpiralModel>(new SpiralModel(seed: 1), new Adam(learningRate: 0.003f))
            {
                BatchSize = 32,
                Epochs = 60,
                Seed = 1,
            }.Fit(train, test, dashboard);

        string picture = LastPicture(terminal.ToString());
        File.WriteAllText(report.File("training-dashboard.txt"), picture);
        report.Section("The live dashboard");
        report.Text("The optional `TrainingDashboard` draws this on a terminal while the model trains; here after the last epoch.");
        report.Lines(picture.TrimEnd());
    }

    // Each drawing begins by moving the cursor up to the first line of the one before.
    private static string LastPicture(string output)
    {
        int start = CursorUp().Matches(output) is [.., Match last] ? last.Index + last.Length : 0;
        string[] lines = ControlSequence().Replace(output[start..], "").ReplaceLineEndings("\n").Split('\n');
        return string.Join('\n', lines.Select(line => line.TrimEnd())).Trim('\n', '\r') + "\n";
    }

    [GeneratedRegex(@"\e\[\d+A")]
    private static partial Regex CursorUp();

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|\r(?!\n)")]
    private static partial Regex ControlSequence();
}
