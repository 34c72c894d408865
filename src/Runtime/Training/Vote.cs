namespace ModelCompiler;

/// <summary>What a rank wants to do next; of several the largest counts.</summary>
internal enum Vote
{
    /// <summary>To go on.</summary>
    Continue,

    /// <summary>To stop, because a callback has asked for it.</summary>
    Stop,

    /// <summary>To stop, because the run was cancelled.</summary>
    Cancel,
}
