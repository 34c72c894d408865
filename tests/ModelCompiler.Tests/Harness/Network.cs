using System.Globalization;
using System.Text;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.Harness;

/// <summary>A network that the tests declare, compile and compute again in double precision.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="InputSize">The values of one sample.</param>
/// <param name="Layers">The layers from the input to the output.</param>
/// <param name="Loss">The loss, or null.</param>
/// <param name="Delta">The threshold of Huber.</param>
public sealed record Network(string Name, int InputSize, IReadOnlyList<Layer> Layers, Loss? Loss, float? Delta = null)
{
    /// <summary>The shape of one sample when it is no flat row.</summary>
    public IReadOnlyList<int>? Shape { get; init; }

    public int OutputSize => Layers.OfType<Dense>().LastOrDefault()?.Units ?? InputSize;

    /// <summary>The declaration as C#.</summary>
    public string ToDeclaration()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"/// <summary>{Name}.</summary>\n[Model]\n[Input({(Shape is null ? InputSize : string.Join(", ", Shape))})]\n"
        );
        foreach (Layer layer in Layers)
            text.Append(layer.ToAttribute()).Append('\n');
        if (Loss is { } loss)
            text.Append(
                CultureInfo.InvariantCulture,
                $"[Loss(Loss.{loss}{(Delta is { } delta ? string.Create(CultureInfo.InvariantCulture, $", Delta = {delta}f") : "")})]\n"
            );
        return text.Append(CultureInfo.InvariantCulture, $"public sealed partial class {Name};\n").ToString();
    }

    public override string ToString() => Name;
}

/// <summary>A layer of a <see cref="Network"/>.</summary>
public abstract record Layer
{
    public abstract string ToAttribute();
}

/// <summary><c>[Dense]</c>.</summary>
public sealed record Dense(int Units, Activation Activation = Activation.Linear, bool Bias = true, float? Alpha = null) : Layer
{
    public override string ToAttribute() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"[Dense({Units}, Activation.{Activation}{ActivationNumbers.Arguments(Activation, Alpha)}{(Bias ? "" : ", Bias = false")})]"
        );
}

/// <summary><c>[Activation]</c>.</summary>
public sealed record Activate(Activation Kind, float? Alpha = null) : Layer
{
    public override string ToAttribute() => $"[Activation(Activation.{Kind}{ActivationNumbers.Arguments(Kind, Alpha)})]";
}
