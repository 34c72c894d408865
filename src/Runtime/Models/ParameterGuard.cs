using System.ComponentModel;

namespace ModelCompiler;

/// <summary>
/// Watches over what must not happen to a model at once: two gradients, which share its workspace, and a change of the parameters
/// (an optimizer's step, loading) while a gradient reads them. The second to come is refused. Predictions and losses are not watched,
/// since any number may run at a time. Thread-safe; does not allocate.
/// </summary>
/// <param name="model">The name of the model's class, for messages.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterGuard(string model)
{
    private const int Free = 0,
        Gradient = 1,
        Change = 2;

    private int _use;
    private long _changes;

    /// <summary>The name of the model's class.</summary>
    internal string Model => model;

    /// <summary>How often the parameters have been changed so far.</summary>
    internal long Changes => Volatile.Read(ref _changes);

    /// <summary>Begins a gradient, until the scope is disposed.</summary>
    /// <exception cref="InvalidOperationException">Another gradient or a change of the parameters is under way.</exception>
    public Scope EnterGradient() => Enter(Gradient);

    /// <summary>
    /// Begins a change of the parameters, until the scope is disposed. Who writes through <see cref="IModel{TSelf}.Parameters"/> may use it
    /// too.
    /// </summary>
    /// <exception cref="InvalidOperationException">A gradient or another change is under way.</exception>
    public Scope EnterChange()
    {
        Scope scope = Enter(Change);
        Volatile.Write(ref _changes, _changes + 1);
        return scope;
    }

    /// <summary>Begins a change of a model's parameters; a model without a guard, such as one written by hand, is not watched.</summary>
    internal static Scope Changing<TModel>(TModel model)
        where TModel : class, IModel<TModel> => model.Guard is { } guard ? guard.EnterChange() : default;

    private Scope Enter(int use)
    {
        int other = Interlocked.CompareExchange(ref _use, use, Free);
        return other == Free ? new Scope(this) : throw Refusal(use, other);
    }

    private InvalidOperationException Refusal(int use, int other)
    {
        string what = (use, other) switch
        {
            (Gradient, Gradient) =>
                "two threads compute gradients on one model at the same time, but a gradient uses the model's own workspace",
            (Gradient, _) => "a gradient began while another thread changes the parameters (a step of an optimizer, or loading)",
            (_, Gradient) =>
                "the parameters were about to be changed (by a step of an optimizer, or by loading) while another thread computes a "
                    + "gradient",
            _ => "two threads change the parameters at the same time (steps of an optimizer, or loading)",
        };
        return new InvalidOperationException(
            $"{model}: {what}. Give each thread a model of its own with the same parameters, or let the threads take turns with a lock. "
                + "Predict and Loss may run on any number of threads."
        );
    }

    /// <summary>What ends when it is disposed.</summary>
    public readonly ref struct Scope
    {
        private readonly ParameterGuard? _guard;

        internal Scope(ParameterGuard guard) => _guard = guard;

        /// <summary>Ends the gradient or the change.</summary>
        public void Dispose()
        {
            if (_guard is not null)
                Volatile.Write(ref _guard._use, Free);
        }
    }
}
