namespace ModelCompiler;

/// <summary>
/// Says whose defaults the parameters of the whole model start from, layers of blocks included. What a layer says itself
/// (<c>WeightInitializer</c>, <c>BiasInitializer</c>) comes first. Without this attribute weights are drawn as suits the activation.
/// </summary>
/// <param name="kind">Whose defaults.</param>
/// <example><code>
/// [Model]
/// [Input(4)]
/// [Dense(128, Activation.Relu)]
/// [Dense(2)]
/// [Initialize(Initialization.PyTorch)]
/// [Loss(Loss.Huber)]
/// public sealed partial class QNetwork;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InitializeAttribute(Initialization kind) : Attribute
{
    /// <summary>Whose defaults.</summary>
    public Initialization Kind { get; } = kind;
}
