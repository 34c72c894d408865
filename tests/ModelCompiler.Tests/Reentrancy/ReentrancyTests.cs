using ModelCompiler.Tests.BatchNorms;
using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Declared;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Reentrancy;

/// <summary>What only reads a model may run on any number of threads at once, with the bits of one thread and without allocating.</summary>
public sealed class ReentrancyTests
{
    private const int Threads = 8,
        CallsPerThread = 10_000;

    [Fact]
    public void Losses_evaluations_and_predictions_of_many_threads_have_the_bits_of_one()
    {
        ReadingCalls[] models = Models();
        int wrong = 0;
        var failures = new List<Exception>();
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() => Run(index)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Empty(failures);
        Assert.Equal(0, wrong);

        void Run(int index)
        {
            try
            {
                float[] outputs = new float[models.Max(model => model.OutputLength)];
                var random = new Random(index);
                start.SignalAndWait();
                int mine = 0;
                for (int call = 0; call < CallsPerThread; call++)
                    mine += models[random.Next(models.Length)].Wrong(random.Next(ReadingCalls.Kinds), outputs);
                Interlocked.Add(ref wrong, mine);
            }
            catch (Exception exception)
            {
                lock (failures)
                    failures.Add(exception);
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_use_on_a_thread()
    {
        ReadingCalls[] models = Models();
        float[] outputs = new float[models.Max(model => model.OutputLength)];
        long allocated = -1;
        var thread = new Thread(() =>
            allocated = Allocation.Least(() =>
            {
                foreach (ReadingCalls model in models)
                {
                    for (int kind = 0; kind < ReadingCalls.Kinds; kind++)
                    {
                        if (kind != ReadingCalls.EvaluationKind || !model.HasErrorsOfEachOutput)
                            model.Wrong(kind, outputs);
                    }
                }
            })
        );
        thread.Start();
        thread.Join();
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Classes_that_a_loss_does_not_take_are_converted_once()
    {
        var model = new Xor(seed: 1);
        var data = new Dataset([0, 0, 1, 0], 2, [0, 1], 2);
        Assert.Equal(0, Allocation.Least(() => Evaluator.Evaluate(model, data)));
    }

    [Fact]
    public void A_loss_does_not_depend_on_what_the_memory_of_the_thread_held()
    {
        foreach (ReadingCalls model in Models())
        {
            for (int kind = 0; kind < ReadingCalls.Kinds; kind++)
            {
                PredictionScratch.Get(100_000).Fill(float.NaN);
                Assert.Equal(0, model.Wrong(kind, new float[model.OutputLength]));
            }
        }
    }

    private static ReadingCalls[] Models() =>
        [
            new ReadingCalls<Xor>(new Xor(seed: 1)),
            new ReadingCalls<SoftmaxDigits>(new SoftmaxDigits(seed: 2)),
            new ReadingCalls<Regression>(new Regression(seed: 3)),
            new ReadingCalls<SmallLeNet>(new SmallLeNet(seed: 4)),
            new ReadingCalls<FlatNormModel>(new FlatNormModel(seed: 5)),
            new ReadingCalls<ImageNormModel>(new ImageNormModel(seed: 6)),
            new ReadingCalls<FrozenNormModel>(new FrozenNormModel(seed: 7)),
            new ReadingCalls<DropoutModel>(new DropoutModel(seed: 8)),
            new ReadingCalls<NoisyNormModel>(new NoisyNormModel(seed: 9)),
        ];
}
