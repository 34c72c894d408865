using Vision;

return CommandLine.Run(
    args,
    (settings, cancellationToken) =>
    {
        if (settings.Network == Network.Residual)
            Experiment.Run<ResidualNetwork>(settings, cancellationToken);
        else
            Experiment.Run<LeNet>(settings, cancellationToken);
    }
);
