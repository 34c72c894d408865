using Vision;

return CommandLine.Run(
    args,
    (settings, cancellationToken) =>
    {
        switch (settings.Network)
        {
            case Network.Residual:
                Experiment.Run<ResidualNetwork>(settings, cancellationToken);
                break;
            case Network.Rows:
                Experiment.Run<RowReader>(settings, cancellationToken);
                break;
            default:
                Experiment.Run<LeNet>(settings, cancellationToken);
                break;
        }
    }
);
