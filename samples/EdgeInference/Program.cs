using EdgeInference;
using ModelCompiler;

try
{
    Settings settings = Settings.Parse(args);
    if (settings.Help)
    {
        Console.WriteLine(Settings.Usage);
        return 0;
    }

    if (settings.Simulate > 0)
    {
        var machine = new SimulatedMachine(settings.Seed);
        for (int number = 0; number < settings.Simulate; number++)
            Console.WriteLine(machine.NextLine(number));
        return 0;
    }

    MachineClassifier model = CreateModel(settings);
    if (settings.Train is null)
        return Classification.Run(model, Console.In, Console.Out, Console.Error, settings.Bits) ? 0 : 1;

    FurtherTraining.Run(model, FurtherTraining.Read(settings.Train), Console.Out);
    model.Save(settings.Save!);
    return 0;
}
catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

static MachineClassifier CreateModel(Settings settings)
{
    if (settings.Fresh)
        return new MachineClassifier(seed: 1);
    if (settings.Weights is null)
        return MachineClassifier.CreateTrained();
    var model = new MachineClassifier();
    model.Load(settings.Weights);
    return model;
}
