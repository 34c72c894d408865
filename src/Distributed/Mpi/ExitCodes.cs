namespace ModelCompiler.Distributed.Mpi;

/// <summary>With which code a rank ends the others.</summary>
internal static class ExitCodes
{
    /// <summary>It has met with an exception, or called <see cref="World.Abort"/>.</summary>
    public const int Failed = 70;

    /// <summary>Its program has ended without leaving the world.</summary>
    public const int ReturnedEarly = 71;

    /// <summary>It has waited too long for the others.</summary>
    public const int WaitedTooLong = 72;
}
