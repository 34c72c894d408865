using System.Globalization;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>
/// <c>y = activation(W * x + b)</c> of one channel to a few, with pixels in the lanes, and the largest values of windows when a <paramref name="Pool"/> follows. With a <paramref name="Table"/> the sums are
/// normalised first, and that has the bias. The output may be left out then: the pool reads it while it is computed.
/// </summary>
internal sealed record PlanarConvolutionStep(
    string Label, WindowProductNode Node, Image Input, int Weight, int Bias, int Table, NamedActivation? Activation, Image Output, PoolStep? Pool, KernelShape Kernel)
    : ImageStep(Label, false, Activation)
{
    public override IEnumerable<KernelShape> Kernels => [Kernel];

    public override IEnumerable<int> Written => Pool is null ? [Output.Buffer] : [Output.Buffer, Pool.Output.Buffer];

    public override Image Lanes => Output;

    public override string KernelName => Names.Pascal(Label) + "Shape";

    public override string Form => string.Format(CultureInfo.InvariantCulture, "planes: lines of {0} pixels by {1} channels", Kernel["Pixels"], Kernel["Channels"]);

    /// <summary>Whether the activation is applied in registers, or in a second pass.</summary>
    public bool InRegisters => Activation is null || EpilogueCost.FitsRegisters(Activation.Definition.Value);
}
