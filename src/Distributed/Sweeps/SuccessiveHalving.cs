namespace ModelCompiler.Distributed.Sweeps;

/// <summary>
/// Trains all trials a little, and of each round the best a few times longer (Jamieson and Talwalkar 2016): most of the time goes to the
/// trials that are worth it.
/// </summary>
/// <param name="FirstBudget">How long the first round trains, at least 1: epochs, usually.</param>
/// <param name="LastBudget">The most that a trial is trained, not below the first.</param>
/// <param name="Factor">By how much the budget grows from round to round, and the trials become fewer, at least 2.</param>
public sealed record SuccessiveHalving(int FirstBudget, int LastBudget, int Factor = 3)
{
    /// <summary>The budgets of the rounds.</summary>
    internal IReadOnlyList<int> Budgets
    {
        get
        {
            if (FirstBudget < 1 || LastBudget < FirstBudget || Factor < 2)
                throw new ArgumentException(
                    $"Halving needs budgets from 1 that do not shrink, and a factor from 2, but has "
                        + $"{FirstBudget}, {LastBudget} and {Factor}."
                );
            var budgets = new List<int>();
            for (long budget = FirstBudget; budget < LastBudget; budget *= Factor)
                budgets.Add((int)budget);
            return [.. budgets, LastBudget];
        }
    }
}
