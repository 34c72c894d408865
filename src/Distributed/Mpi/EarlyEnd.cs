using System.Runtime.InteropServices;

namespace ModelCompiler.Distributed.Mpi;

/// <summary>
/// Watches over how a rank's process ends: without leaving the world it ends the others too, and says so, because some launchers report
/// success otherwise and others wait for ever.
/// </summary>
internal sealed class EarlyEnd : IDisposable
{
    private readonly MpiWorld _world;
    private readonly PosixSignalRegistration[] _signals;
    private volatile bool _isTerminated;

    public EarlyEnd(MpiWorld world)
    {
        _world = world;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;

        // Who is asked to end by the launcher has nothing to report.
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _isTerminated = true),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => _isTerminated = true),
        ];
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
    }

    private void OnExit(object? sender, EventArgs arguments)
    {
        if (!_isTerminated)
            _world.End(
                "the program has ended without leaving the world: dispose of it on every rank, at the end of the program.",
                ExitCodes.ReturnedEarly
            );
    }

    private void OnUnhandledException(object? sender, UnhandledExceptionEventArgs arguments) =>
        _world.End(arguments.ExceptionObject.ToString() ?? "unhandled exception", ExitCodes.Failed);
}
