using System.Globalization;
using System.Text;

namespace ModelCompiler.Tests.Harness;

/// <summary>A convolution. <paramref name="Kind"/> is the attribute's name; a depthwise one has no <paramref name="Channels"/>.</summary>
public sealed record Convolution(
    string Kind,
    int? Channels,
    int Kernel,
    Activation Activation = Activation.Linear,
    int Stride = 1,
    int Padding = 0,
    int Dilation = 1,
    int Groups = 1,
    bool Bias = true,
    int? KernelWidth = null,
    int OutputPadding = 0
) : Layer
{
    public override string ToAttribute()
    {
        var text = new StringBuilder("[" + Kind + "(");
        if (Channels is { } channels)
            text.Append(CultureInfo.InvariantCulture, $"{channels}, ");
        text.Append(CultureInfo.InvariantCulture, $"{Kernel}");
        if (KernelWidth is { } width)
            text.Append(CultureInfo.InvariantCulture, $", {width}");
        text.Append(
            CultureInfo.InvariantCulture,
            $", Activation.{Activation}, Stride = {Stride}, Padding = {Padding}, Dilation = {Dilation}"
        );
        if (Groups != 1)
            text.Append(CultureInfo.InvariantCulture, $", Groups = {Groups}");
        if (OutputPadding != 0)
            text.Append(CultureInfo.InvariantCulture, $", OutputPadding = {OutputPadding}");
        return text.Append(Bias ? ")]" : ", Bias = false)]").ToString();
    }
}

/// <summary>A pool. <paramref name="Kind"/> is the attribute's name.</summary>
public sealed record Pool(string Kind, int Kernel, int? Stride = null, int Padding = 0) : Layer
{
    public override string ToAttribute() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"[{Kind}({Kernel}{(Stride is { } stride ? string.Create(CultureInfo.InvariantCulture, $", Stride = {stride}") : "")}"
                + $", Padding = {Padding})]"
        );
}

/// <summary><c>[BatchNorm]</c>.</summary>
public sealed record BatchNorm(bool Affine = true, bool Trainable = true, float Momentum = 0.1f, float Epsilon = 1e-5f) : Layer
{
    public override string ToAttribute() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"[BatchNorm(Momentum = {Momentum}f, Epsilon = "
                + $"{Epsilon}f{(Affine ? "" : ", Affine = false")}{(Trainable ? "" : ", Trainable = false")})]"
        );
}

/// <summary>A layer that the attribute says all about.</summary>
public sealed record Plain(string Attribute) : Layer
{
    public override string ToAttribute() => $"[{Attribute}]";
}
