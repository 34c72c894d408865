namespace CartPole;

/// <summary>An algorithm that acts in environments of its own and learns from what happens there.</summary>
internal interface ILearner
{
    /// <summary>The steps in all environments so far.</summary>
    int Steps { get; }

    /// <summary>Acts for as long as the algorithm does between two improvements, and learns. Does not allocate after some calls.</summary>
    /// <param name="returns">Receives the return of each episode that ends.</param>
    void Learn(EpisodeReturns returns);
}
