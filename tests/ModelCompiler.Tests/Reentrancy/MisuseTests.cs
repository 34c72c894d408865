using ModelCompiler.Tests.Declared;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Reentrancy;

/// <summary>Two gradients at once, or a change of the parameters during one, are refused, and the model works on.</summary>
public sealed class MisuseTests
{
    private static readonly float[] s_inputs = [.. Enumerable.Range(0, 13 * 64).Select(i => MathF.Sin(i))];
    private static readonly float[] s_targets = [.. Enumerable.Range(0, 5 * 64).Select(i => MathF.Cos(i))];

    private readonly Regression _model = new(seed: 1);

    [Fact]
    public void Two_threads_that_compute_gradients_on_one_model_are_told()
    {
        InvalidOperationException? refusal = null;
        using var start = new Barrier(2);
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(Run))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.NotNull(refusal);
        Assert.StartsWith(
            "Regression: two threads compute gradients on one model at the same time",
            refusal.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("Give each thread a model of its own", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Expected(), Result());

        void Run()
        {
            var gradient = new AlignedBuffer(Regression.Description.ParameterBufferLength);
            start.SignalAndWait();
            for (int call = 0; call < 200_000 && Volatile.Read(ref refusal) is null; call++)
            {
                try
                {
                    _model.Gradient(s_inputs, s_targets, gradient.Span);
                }
                catch (InvalidOperationException exception)
                {
                    Volatile.Write(ref refusal, exception);
                }
            }
        }
    }

    [Fact]
    public void During_a_gradient_everything_that_writes_is_refused_and_what_reads_goes_on()
    {
        float[] before = _model.Parameters.ToArray(),
            gradient = new float[before.Length];
        var file = new MemoryStream();
        _model.Save(file);
        float loss = _model.Loss(s_inputs, s_targets);
        float[] outputs = _model.Predict(s_inputs);
        var optimizer = new Sgd(0.1f);
        var trainer = new Trainer<Regression>(_model, new Adam());
        using (((IModel<Regression>)_model).Guard!.EnterGradient())
        {
            Refused(() => _model.Gradient(s_inputs, s_targets, gradient), "two threads compute gradients");
            Refused(() => optimizer.Step(_model, gradient), "the parameters were about to be changed");
            Refused(() => _model.Load(new MemoryStream(file.ToArray())), "the parameters were about to be changed");
            Refused(() => trainer.Fit(new Dataset(s_inputs, 13, s_targets, 5)), "two threads compute gradients");
            Assert.Equal(loss, _model.Loss(s_inputs, s_targets));
            Assert.Equal(outputs, _model.Predict(s_inputs));
        }

        Assert.Equal(before, _model.Parameters.ToArray());
        Assert.Equal(0, optimizer.StepCount);
        Assert.Equal(Expected(), Result());
        optimizer.Step(_model, gradient);
    }

    [Fact]
    public void During_a_change_of_the_parameters_gradients_and_other_changes_are_refused()
    {
        using ParameterGuard.Scope change = ((IModel<Regression>)_model).Guard!.EnterChange();
        float[] gradient = new float[Regression.Description.ParameterBufferLength];
        Refused(() => _model.Gradient(s_inputs, s_targets, gradient), "a gradient began while another thread changes the parameters");
        Refused(() => new Adam().Step(_model, gradient), "two threads change the parameters");
    }

    [Fact]
    public void Wrong_arguments_do_not_lock_the_model()
    {
        float[] gradient = new float[Regression.Description.ParameterBufferLength];
        Assert.Throws<ArgumentException>(() => _model.Gradient(new float[12], s_targets, gradient));
        Assert.Throws<ArgumentException>(() => new Adam().Step(_model, new float[3]));
        Assert.Equal(Expected(), Result());
    }

    [Fact]
    public void The_guard_allocates_nothing()
    {
        ParameterGuard guard = ((IModel<Regression>)_model).Guard!;
        Assert.Equal(
            0,
            Allocation.Least(() =>
            {
                using (guard.EnterGradient()) { }

                using (guard.EnterChange()) { }
            })
        );
    }

    private static void Refused(Action action, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(action).Message, StringComparison.Ordinal);

    private static int[] Expected() => Gradient(new Regression(seed: 1));

    private static int[] Gradient(Regression model)
    {
        AlignedBuffer gradient = model.CreateGradient();
        float loss = model.Gradient(s_inputs, s_targets, gradient.Span);
        return [.. Bits.Of([loss]), .. Bits.Of(gradient.Span)];
    }

    private int[] Result() => Gradient(_model);
}
