namespace CartPole;

/// <summary>What the user asked for.</summary>
/// <param name="Algorithm">Which algorithm learns.</param>
/// <param name="FirstSeed">The seed of the first run.</param>
/// <param name="Seeds">How many runs, each with the next seed.</param>
/// <param name="Target">The mean return of 100 episodes at which a run ends.</param>
/// <param name="StepLimit">The steps after which a run ends in any case.</param>
/// <param name="Folder">Where the picture goes.</param>
internal sealed record Settings(Algorithm Algorithm, int FirstSeed, int Seeds, double Target, int StepLimit, string Folder);
