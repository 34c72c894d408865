using ModelCompiler.Benchmarks.Engines;
using ModelCompiler.Platforms;

namespace ModelCompiler.Benchmarks.Jit;

/// <content>The registration: two models for each activation.</content>
internal static partial class ActivationEngines
{
    static partial void Register(List<Engine> engines)
    {
        Add<Sigmoid>();
        Add<SmallSigmoid>();
        Add<Tanh>();
        Add<SmallTanh>();
        Add<Relu>();
        Add<SmallRelu>();
        Add<LeakyRelu>();
        Add<SmallLeakyRelu>();
        Add<Elu>();
        Add<SmallElu>();
        Add<Selu>();
        Add<SmallSelu>();
        Add<Swish>();
        Add<SmallSwish>();
        Add<Gelu>();
        Add<SmallGelu>();
        Add<Mish>();
        Add<SmallMish>();
        Add<Softplus>();
        Add<SmallSoftplus>();
        Add<Softsign>();
        Add<SmallSoftsign>();
        Add<Relu6>();
        Add<SmallRelu6>();
        Add<HardSigmoid>();
        Add<SmallHardSigmoid>();
        Add<HardSwish>();
        Add<SmallHardSwish>();

        void Add<TModel>()
            where TModel : class, IModel<TModel> => engines.Add(new WholeModel<TModel>());
    }
}
