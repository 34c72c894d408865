using ModelCompiler.Benchmarks.Engines;
using ModelCompiler.Platforms;

namespace ModelCompiler.Benchmarks.Jit;

/// <content>The registration: two models for each activation.</content>
internal static partial class ActivationEngines
{
    static partial void Register(List<Engine> engines)
    {
        Add<Sigmoid>();
        Add<StraightLineSigmoid>();
        Add<Tanh>();
        Add<StraightLineTanh>();
        Add<Relu>();
        Add<StraightLineRelu>();
        Add<LeakyRelu>();
        Add<StraightLineLeakyRelu>();
        Add<Elu>();
        Add<StraightLineElu>();
        Add<Selu>();
        Add<StraightLineSelu>();
        Add<Swish>();
        Add<StraightLineSwish>();
        Add<Gelu>();
        Add<StraightLineGelu>();
        Add<Mish>();
        Add<StraightLineMish>();
        Add<Softplus>();
        Add<StraightLineSoftplus>();
        Add<Softsign>();
        Add<StraightLineSoftsign>();
        Add<Relu6>();
        Add<StraightLineRelu6>();
        Add<HardSigmoid>();
        Add<StraightLineHardSigmoid>();
        Add<HardSwish>();
        Add<StraightLineHardSwish>();

        void Add<TModel>()
            where TModel : class, IModel<TModel> => engines.Add(new WholeModel<TModel>());
    }
}
