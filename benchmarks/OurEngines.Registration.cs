using ModelCompiler.Benchmarks.Engines;
using ModelCompiler.Benchmarks.Sweep;

namespace ModelCompiler.Benchmarks;

/// <content>The registration: each workload with the model class that serves it.</content>
internal static partial class OurEngines
{
    static partial void Register(Dictionary<string, Func<Workload, Engine>> engines)
    {
        // The loops of one sample stand here, once for each class: through the interface, generic code over a class adds a lookup to every
        // call.
        engines["2-4-1 relu, one sample"] = static w => new OurInference<TinyRelu>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
        engines["2-4-1 tanh, one sample"] = static w => new OurInference<TinyTanh>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
        engines["4-8-6-3 relu, one sample"] = static w => new OurInference<SmallRelu>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
        engines["4-8-6-3 tanh, one sample"] = static w => new OurInference<SmallTanh>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
        engines["16-16 linear, one sample"] = static w => new OurInference<Square16>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
        engines["32-32 linear, one sample"] = static w => new OurInference<Square32>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
        engines["64-64 linear, one sample"] = static w => new OurInference<Square64>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
        engines["784-30-10, one sample"] = static w => new OurInference<Digits30>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
        engines["784-128-10, one sample"] = static w => new OurInference<Digits128>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
        engines["784-512-256-10, one sample"] = static w => new OurInference<Digits512>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );

        foreach (Workload workload in Workloads.Batches)
            engines[workload.Name] = workload.Network.Layers[0].Units switch
            {
                30 => static w => new OurInference<Digits30>(w),
                128 => static w => new OurInference<Digits128>(w),
                _ => static w => new OurInference<Digits512>(w),
            };

        foreach (Workload workload in Workloads.TrainingSteps)
            engines[workload.Name] = workload.Network.Layers[0].Units switch
            {
                4 => static w => new OurTraining<ExclusiveOr>(w),
                30 => static w => new OurTraining<Digits30>(w),
                128 => static w => new OurTraining<Digits128>(w),
                _ => static w => new OurTraining<Digits512>(w),
            };

        RegisterImages(engines);
        RegisterSweep(engines);
    }

    private static void RegisterImages(Dictionary<string, Func<Workload, Engine>> engines)
    {
        foreach (Workload workload in Workloads.Images)
            engines[workload.Name] = (workload.Network.Layers.Count, workload.Network.InputShape, workload.Training) switch
            {
                (1, [64, ..], _) => static w => new OurInference<PixelProduct>(w),
                (1, _, null) => static w => new OurInference<OneConvolution>(w),
                (1, _, _) => static w => new OurTraining<OneConvolution>(w),
                (2, [64, ..], _) => static w => new OurInference<Separable14>(w),
                (2, _, _) => static w => new OurInference<Separable56>(w),
                (_, _, null) => static w => new OurInference<LeNet>(w),
                _ => static w => new OurTraining<LeNet>(w),
            };
        engines["LeNet-5, one sample"] = static w => new OurInference<LeNet>(
            w,
            static (m, x, y, n) =>
            {
                for (int i = 0; i < n; i++)
                    m.Predict(x, y);
            }
        );
    }

    private static void RegisterSweep(Dictionary<string, Func<Workload, Engine>> engines)
    {
        Add<Sweep1>(1);
        Add<Sweep2>(2);
        Add<Sweep3>(3);
        Add<Sweep4>(4);
        Add<Sweep5>(5);
        Add<Sweep7>(7);
        Add<Sweep8>(8);
        Add<Sweep9>(9);
        Add<Sweep12>(12);
        Add<Sweep15>(15);
        Add<Sweep16>(16);
        Add<Sweep17>(17);
        Add<Sweep24>(24);
        Add<Sweep31>(31);
        Add<Sweep32>(32);
        Add<Sweep33>(33);
        Add<Sweep40>(40);
        Add<Sweep47>(47);
        Add<Sweep48>(48);
        Add<Sweep49>(49);
        Add<Sweep56>(56);
        Add<Sweep63>(63);
        Add<Sweep64>(64);
        Add<Sweep65>(65);
        Add<Sweep80>(80);
        Add<Sweep95>(95);
        Add<Sweep96>(96);
        Add<Sweep97>(97);
        Add<Sweep112>(112);
        Add<Sweep127>(127);
        Add<Sweep128>(128);
        Add<Sweep129>(129);
        Add<Sweep130>(130);

        void Add<TModel>(int width)
            where TModel : class, IModel<TModel> => engines[SweepWorkloads.Name(width)] = static w => new OurInference<TModel>(w);
    }
}
