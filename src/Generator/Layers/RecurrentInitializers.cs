using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// How the parameters of one direction of a recurrent layer start: as PyTorch's, all uniform within <c>1 / sqrt(units)</c>, or, where the
/// model asks for Keras's defaults, as its layers have them.
/// </summary>
/// <param name="defaults">Whose defaults: a member's name in the <c>Initialization</c> enumeration.</param>
/// <param name="units">The units.</param>
/// <param name="sums">The sums of all gates.</param>
/// <param name="features">The features of the input.</param>
/// <param name="forgetGate">The gate whose bias starts at 1 in Keras, or -1.</param>
internal sealed class RecurrentInitializers(string defaults, int units, int sums, int features, int forgetGate)
{
    private static readonly Initialization s_zeros = new("Zeros", 0, 1, 1);

    private bool IsKeras => defaults == "Keras";

    /// <summary>The weight of the input: Glorot over the gates of all units together, as Keras's kernel has them.</summary>
    public Initialization InputWeight => IsKeras ? new Initialization("GlorotUniform", 0, features, sums) : Uniform;

    /// <summary>The weight of the state: orthogonal as a whole, so that no gate alone is.</summary>
    public Initialization StateWeight => IsKeras ? new Initialization("Orthogonal", 1, units, sums) : Uniform;

    /// <summary>The bias of the input, which has what Keras's only bias has.</summary>
    public Initialization InputBias =>
        !IsKeras ? Uniform
        : forgetGate < 0 ? s_zeros
        : s_zeros with { Rows = new ConstantRows((int)System.Math.Min(int.MaxValue, (long)forgetGate * units), units, 1) };

    /// <summary>The bias of the state.</summary>
    public Initialization StateBias => IsKeras ? s_zeros : Uniform;

    private Initialization Uniform => new("Uniform", 1 / System.Math.Sqrt(units), units, units);
}
