using ModelCompiler.Runtime.Tests.Serialization;

namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

/// <summary>
/// The rule of objects that are used again, over all that there are: what a run is given starts anew with each run, as if it were new; an
/// optimizer, whose state belongs to a model, refuses another one.
/// </summary>
public sealed partial class ReuseTests
{
    private static readonly Dataset _train = TestData.ThreeClouds(60),
        _validation = TestData.ThreeClouds(30, seed: 2);

    // Each makes one object, and says how a trainer is given it.
    private static readonly Dictionary<Type, Action<Trainer<Classifier>, object>> _uses = new()
    {
        [typeof(LearningRateSchedule)] = (trainer, schedule) => trainer.Schedule = (LearningRateSchedule)schedule,
        [typeof(TrainingCallback)] = (trainer, callback) => trainer.Callbacks.Add((TrainingCallback)callback),
        [typeof(EarlyStopping)] = (trainer, rule) => trainer.EarlyStopping = (EarlyStopping)rule,
        [typeof(IProgress<TrainingProgress>)] = (_, _) => { },
    };

    private static readonly Dictionary<string, Func<TemporaryFolder, object>> _objects = new()
    {
        [nameof(ConstantRate)] = _ => new ConstantRate(0.1f),
        [nameof(StepDecay)] = _ => new StepDecay(0.1f, 2),
        [nameof(ExponentialDecay)] = _ => new ExponentialDecay(0.1f, 0.8),
        [nameof(CosineDecay)] = _ => new CosineDecay(0.1f),
        [nameof(OneCycle)] = _ => new OneCycle(0.1f),
        [nameof(ReduceOnPlateau)] = _ => new ReduceOnPlateau(0.5f, factor: 0.3, patience: 0, threshold: 0.1),
        [nameof(EarlyStopping)] = _ => new EarlyStopping { Patience = 1, MinimumImprovement = 0.05 },
        [nameof(CheckpointCallback)] = folder => new CheckpointCallback(folder.File("{step}.safetensors")) { KeepLast = 2 },
        [nameof(TensorBoardCallback)] = folder => new TensorBoardCallback(folder.File("logs")),
        [nameof(ConsoleProgress)] = _ => new ConsoleProgress(new StringWriter(), rewrites: true),
    };

    private static readonly Dictionary<string, Func<Optimizer>> _optimizers = new()
    {
        [nameof(Sgd)] = () => new Sgd(0.1f, momentum: 0.9f),
        [nameof(Adam)] = () => new Adam(0.1f),
        [nameof(AdamW)] = () => new AdamW(0.1f),
        [nameof(RmsProp)] = () => new RmsProp(0.01f),
        [nameof(Adagrad)] = () => new Adagrad(0.1f),
        [nameof(Lion)] = () => new Lion(0.01),
        [nameof(Adadelta)] = () => new Adadelta(),
        [nameof(Adamax)] = () => new Adamax(),
        [nameof(NAdam)] = () => new NAdam(),
        [nameof(RAdam)] = () => new RAdam(),
        [nameof(Rprop)] = () => new Rprop(),
        [nameof(Adan)] = () => new Adan(),
        [nameof(Lamb)] = () => new Lamb(),
    };

    public static TheoryData<string> Objects => [.. _objects.Keys];

    public static TheoryData<string> Optimizers => [.. _optimizers.Keys];

    public static TheoryData<string> ObjectsOfOneRun => [nameof(ReduceOnPlateau), nameof(CheckpointCallback), nameof(TensorBoardCallback)];

    [Fact]
    public void The_tables_have_every_class_that_a_run_is_given()
    {
        Type[] kinds = [.. _uses.Keys, typeof(Optimizer)];
        IEnumerable<string> classes = typeof(Optimizer)
            .Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && kinds.Any(kind => kind.IsAssignableFrom(type)))
            .Select(type => type.Name);
        Assert.Equal(classes.Order(StringComparer.Ordinal), _objects.Keys.Concat(_optimizers.Keys).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void An_object_that_has_served_a_run_is_as_new_in_the_next(string name)
    {
        using var folder = new TemporaryFolder();
        object used = _objects[name](folder),
            fresh = _objects[name](folder);
        Fit(used, seed: 1);
        Trainer<Classifier> second = Fit(used, seed: 2),
            expected = Fit(fresh, seed: 2);
        AssertSameRun(expected, second);

        // A failed or cancelled run leaves nothing behind either.
        Trainer<Classifier> stopped = Create(used, seed: 1);
        stopped.Callbacks.Add(new Stopper());
        Assert.Throws<OperationCanceledException>(() => stopped.Fit(_train, _validation));
        AssertSameRun(expected, Fit(used, seed: 2));
    }

    [Theory]
    [MemberData(nameof(ObjectsOfOneRun))]
    public void An_object_that_keeps_something_serves_one_run_at_a_time(string name)
    {
        using var folder = new TemporaryFolder();
        object shared = _objects[name](folder);
        Trainer<Classifier> inner = Create(shared, seed: 2),
            outer = Create(shared, seed: 1);
        float[] before = inner.Model.Parameters.ToArray();
        outer.Callbacks.Add(new Meanwhile(() => inner.Fit(_train, _validation)));
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => outer.Fit(_train, _validation));
        Assert.Contains($"Another training run that has not ended uses this {name}", exception.Message);
        Assert.Equal(before, inner.Model.Parameters.ToArray());
        inner.Fit(_train, _validation);
    }

    [Fact]
    public void Closed_formulas_and_rules_may_serve_several_runs_at_a_time()
    {
        var schedule = new CosineDecay(0.1f);
        var rule = new EarlyStopping();
        Trainer<Classifier> inner = Create(schedule, seed: 2),
            outer = Create(schedule, seed: 1);
        inner.EarlyStopping = outer.EarlyStopping = rule;
        outer.Callbacks.Add(new Meanwhile(() => inner.Fit(_train, _validation)));
        outer.Fit(_train, _validation);
        Trainer<Classifier> alone = Create(schedule, seed: 1);
        alone.EarlyStopping = rule;
        alone.Fit(_train, _validation);
        AssertSameRun(alone, outer);
    }

    [Fact]
    public void A_model_serves_one_run_at_a_time()
    {
        Trainer<Classifier> outer = Create(new ConstantRate(0.1f), seed: 1);
        var inner = new Trainer<Classifier>(outer.Model, new Adam());
        outer.Callbacks.Add(new Meanwhile(() => inner.Fit(_train)));
        Assert.Contains("uses this TestNetwork", Assert.Throws<InvalidOperationException>(() => outer.Fit(_train)).Message);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void An_optimizer_refuses_a_second_model_until_it_is_reset(string name)
    {
        Optimizer optimizer = _optimizers[name]();
        Classifier first = new(seed: 1),
            second = new(seed: 2);
        new Trainer<Classifier>(first, optimizer).Fit(_train);
        float[] before = second.Parameters.ToArray(),
            gradient = new float[before.Length];
        long steps = optimizer.StepCount;
        var trainer = new Trainer<Classifier>(second, optimizer);
        string message = Assert.Throws<InvalidOperationException>(() => trainer.Fit(_train)).Message;
        Assert.StartsWith(
            $"This {name} has taken {steps} steps with another model, whose state it holds, but was given a ThreeClasses",
            message
        );
        Assert.EndsWith("use one optimizer for each model, or call Reset first.", message);
        Assert.Throws<InvalidOperationException>(() => optimizer.Step(second, gradient));
        Assert.Equal(before, second.Parameters.ToArray());
        Assert.Equal(steps, optimizer.StepCount);

        optimizer.Reset();
        trainer.Fit(_train);
        var expected = new Trainer<Classifier>(new Classifier(seed: 2), _optimizers[name]());
        expected.Fit(_train);
        AssertSameRun(expected, trainer);
        Assert.Throws<InvalidOperationException>(() => optimizer.Step(first, gradient));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void An_optimizer_goes_on_with_its_own_model(string name)
    {
        Optimizer optimizer = _optimizers[name]();
        var model = new Classifier(seed: 1);
        new Trainer<Classifier>(model, optimizer) { Epochs = 2 }.Fit(_train);
        long steps = optimizer.StepCount;
        new Trainer<Classifier>(model, optimizer) { Epochs = 2 }.Fit(_train);
        optimizer.Step(model, new float[model.Parameters.Length]);
        Assert.Equal((2 * steps) + 1, optimizer.StepCount);
    }

    [Fact]
    public void A_model_that_is_gone_is_still_another_one_and_is_not_kept_alive()
    {
        var optimizer = new Adam();
        WeakReference gone = Train(optimizer);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(gone.IsAlive);
        var second = new Classifier(seed: 2);
        Assert.Throws<InvalidOperationException>(() => optimizer.Step(second, new float[second.Parameters.Length]));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Train(Adam optimizer)
        {
            var model = new Classifier(seed: 1);
            optimizer.Step(model, new float[model.Parameters.Length]);
            return new WeakReference(model);
        }
    }

    [Fact]
    public void A_restored_state_may_continue_with_a_new_object_of_the_model()
    {
        Classifier first = new(seed: 1),
            second = new(seed: 1);
        float[] gradient = [.. Enumerable.Range(0, first.Parameters.Length).Select(i => MathF.Sin(i))];
        var optimizer = new Adam();
        optimizer.Step(first, gradient);
        first.Parameters.CopyTo(second.Parameters);
        optimizer.Restore(optimizer.State);
        optimizer.Step(second, gradient);
        Assert.Throws<InvalidOperationException>(() => optimizer.Step(first, gradient));
    }

    [Fact]
    public void A_schedule_leaves_the_optimizer_its_own_rate()
    {
        var optimizer = new Sgd(0.25f);
        var model = new Classifier(seed: 1);
        var trainer = new Trainer<Classifier>(model, optimizer) { Epochs = 3, Schedule = new CosineDecay(0.1f) };
        trainer.Fit(_train);
        Assert.Equal(0.25f, optimizer.LearningRate);
        trainer.Schedule = null;
        Assert.All(trainer.Fit(_train).Epochs, epoch => Assert.Equal(0.25f, epoch.LearningRate));
    }

    [Fact]
    public void A_schedule_with_a_state_that_cannot_start_anew_is_refused()
    {
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Sgd()) { Schedule = new Forgetless() };
        Assert.Contains("override Reset", Assert.Throws<NotSupportedException>(() => trainer.Fit(_train)).Message);
    }

    [Fact]
    public void Files_of_an_earlier_run_are_kept()
    {
        using var folder = new TemporaryFolder();
        var callback = new CheckpointCallback(folder.File("run{step}.safetensors")) { KeepLast = 1 };
        new Trainer<Classifier>(new Classifier(seed: 1), new Sgd())
        {
            Epochs = 3,
            BatchSize = 60,
            Callbacks = { callback },
        }.Fit(_train);
        new Trainer<Classifier>(new Classifier(seed: 1), new Sgd())
        {
            Epochs = 3,
            BatchSize = 15,
            Callbacks = { callback },
        }.Fit(_train);
        Assert.Equal(["run12.safetensors", "run3.safetensors"], folder.Names());
    }

    [Fact]
    public void Callbacks_that_have_begun_are_ended_whatever_the_others_do()
    {
        var last = new Ending(throws: false);
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Sgd()) { Callbacks = { new Ending(throws: true), last } };
        Assert.Equal("the end", Assert.Throws<IOException>(() => trainer.Fit(_train)).Message);
        Assert.True(last.Ended);
    }

    private static Trainer<Classifier> Create(object used, ulong seed)
    {
        var trainer = new Trainer<Classifier>(new Classifier(seed), new Adam(0.05f)) { Epochs = 8, BatchSize = 16 };
        _uses.Single(pair => pair.Key.IsInstanceOfType(used)).Value(trainer, used);
        return trainer;
    }

    private static Trainer<Classifier> Fit(object used, ulong seed)
    {
        Trainer<Classifier> trainer = Create(used, seed);
        trainer.Fit(_train, _validation, used as IProgress<TrainingProgress>);
        return trainer;
    }

    private static void AssertSameRun(Trainer<Classifier> expected, Trainer<Classifier> actual)
    {
        Assert.Equal(expected.Model.Parameters.ToArray(), actual.Model.Parameters.ToArray());
        Assert.Equal(Numbers(expected), Numbers(actual));
        Assert.Equal(expected.History!.StopReason, actual.History!.StopReason);

        static IEnumerable<EpochRecord> Numbers(Trainer<Classifier> trainer) =>
            trainer.History!.Epochs.Select(epoch => epoch with { Seconds = 0, SamplesPerSecond = 0 });
    }
}
