namespace ModelCompiler.Distributed.Tests.Processes;

/// <summary>A rank under MPI: does one of the runs, or something that goes wrong.</summary>
internal static class Worker
{
    public static int Run(string[] arguments)
    {
        if (arguments is not [var name, ..])
        {
            Console.Error.WriteLine("Run 'dotnet test' for the tests, or start this under mpirun with the name of a run.");
            return 2;
        }

        World world = MpiWorld.Start();
        switch (name)
        {
            case "runs":
                foreach (string run in arguments[1..])
                    Print(world, $"{run} {Runs.Do(run, world)}");
                break;
            case "exception":
                FitUntil(world, 3, () => throw new InvalidOperationException("the disk is full"));
                break;
            case "kill":
                FitUntil(world, 3, () => System.Diagnostics.Process.GetCurrentProcess().Kill());
                break;
            case "hang":
                world.TimeLimit = TimeSpan.FromSeconds(1);
                FitUntil(world, 3, () => Thread.Sleep(TimeSpan.FromMinutes(1)));
                break;
            case "return":
                if (world.Rank == 1)
                    return 0;
                world.Barrier();
                break;
            case "recipe":
                Trainer<Plain> trainer = Runs.PlainTrainer(world);
                trainer.Seed += (ulong)world.Rank;
                trainer.Fit(Runs.PlainData);
                break;
            case "null":
                // UCX would end the process here.
                string? nothing = null;
                try
                {
                    Console.WriteLine(nothing!.Length);
                }
                catch (NullReferenceException)
                {
                    Print(world, "caught");
                }

                break;
        }

        world.Dispose();
        return 0;
    }

    private static void FitUntil(World world, int step, Action action)
    {
        Trainer<Plain> trainer = Runs.PlainTrainer(world);
        if (world.Rank == 1)
            trainer.Callbacks.Add(new AtStep(step, _ => action()));
        trainer.Fit(Runs.PlainData);
    }

    private static void Print(World world, string line)
    {
        if (world.Rank == 0)
            Console.WriteLine(line);
    }
}
