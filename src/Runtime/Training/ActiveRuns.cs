namespace ModelCompiler;

/// <summary>
/// What the training runs of the process are using: each model, and each object that keeps state during a run, serves one run at a
/// time. Thread-safe.
/// </summary>
internal static class ActiveRuns
{
    private static readonly HashSet<object> _inUse = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes all objects for one run, or none.</summary>
    /// <exception cref="InvalidOperationException">Another run uses one of them; the message names it.</exception>
    public static void Enter(object[] objects)
    {
        lock (_inUse)
        {
            foreach (object one in objects)
                if (_inUse.Contains(one))
                    throw new InvalidOperationException(
                        $"Another training run that has not ended uses this {NameOf(one)}: give each run its own, or start "
                            + $"the next one when the first has ended."
                    );
            _inUse.UnionWith(objects);
        }
    }

    /// <summary>Gives them back.</summary>
    public static void Exit(object[] objects)
    {
        lock (_inUse)
            _inUse.ExceptWith(objects);
    }

    private static string NameOf(object one)
    {
        string name = one.GetType().Name;
        int arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : name[..arity];
    }
}
