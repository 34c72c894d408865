using System.CommandLine;
using System.Globalization;
using ModelCompiler.Data;
using Tabular;

var penguins = new Option<FileInfo>("--penguins")
{
    Description = "The table of penguins (CSV); invented ones without it.",
    HelpName = "FILE",
};
var diamonds = new Option<FileInfo>("--diamonds")
{
    Description = "The table of diamonds (CSV); invented ones without it.",
    HelpName = "FILE",
};
var seeds = new Option<int>("--seeds")
{
    Description = "How many splits and trainings, each with its own seed.",
    DefaultValueFactory = _ => 1,
    HelpName = "N",
};
var folder = new Option<DirectoryInfo>("--out")
{
    Description = "Where the pictures of the first seed go. [default: artifacts/tabular]",
    HelpName = "DIR",
};
seeds.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1)
        result.AddError("--seeds needs a whole number from 1 up.");
});
var command = new RootCommand("Trains on tables: the species of penguins and the prices of diamonds.")
{
    penguins,
    diamonds,
    seeds,
    folder,
};
command.SetAction(options =>
{
    try
    {
        string pictures = options.GetValue(folder)?.FullName ?? Path.Combine("artifacts", "tabular");
        Directory.CreateDirectory(pictures);
        int count = options.GetValue(seeds);
        Table birds = options.GetValue(penguins) is FileInfo first ? Table.Read(first.FullName) : Penguins.Generate();
        Table stones = options.GetValue(diamonds) is FileInfo second ? Table.Read(second.FullName) : Diamonds.Generate();
        string accuracy = Measure(count, "F4", seed => Penguins.Run(birds, seed, seed == 1 ? pictures : null));
        string rSquared = Measure(count, "F4", seed => Diamonds.Run(stones, seed, seed == 1 ? pictures : null));
        Console.WriteLine($"Pictures: {pictures}");
        Console.WriteLine($"penguins accuracy: {accuracy}; diamonds R²: {rSquared}");
        return 0;
    }
    catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(problem.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();

static string Measure(int seeds, string format, Func<ulong, double> run)
{
    double[] values = [.. Enumerable.Range(1, seeds).Select(seed => run((ulong)seed))];
    string mean = values.Average().ToString(format, CultureInfo.InvariantCulture);
    return seeds == 1
        ? mean
        : $"{mean} (from {values.Min().ToString(format, CultureInfo.InvariantCulture)} to "
            + $"{values.Max().ToString(format, CultureInfo.InvariantCulture)} over {seeds} seeds)";
}
