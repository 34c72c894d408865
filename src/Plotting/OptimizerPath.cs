namespace ModelCompiler.Plotting;

/// <summary>Where an optimizer went.</summary>
/// <param name="Name">The optimizer.</param>
/// <param name="Positions">The start, and the parameter after each step.</param>
public sealed record OptimizerPath(string Name, IReadOnlyList<double> Positions);
