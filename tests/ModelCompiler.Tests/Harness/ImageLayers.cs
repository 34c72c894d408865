using System.Globalization;
using System.Text;

namespace ModelCompiler.Tests.Harness;

/// <summary>A layer with a window.</summary>
/// <param name="More">Further arguments, integers by name, as <c>StrideHeight = 2, PaddingTop = 1</c>.</param>
public abstract record Windowed(string More) : Layer
{
    /// <summary>The value of a further argument.</summary>
    public int Get(string name, int otherwise) =>
        More.Split(", ").Select(argument => argument.Split(" = ")).FirstOrDefault(pair => pair[0] == name) is [_, { } value]
            ? value switch
            {
                "true" => 1,
                "false" => 0,
                _ => int.Parse(value, CultureInfo.InvariantCulture),
            }
            : otherwise;

    protected string Further => More.Length == 0 ? "" : ", " + More;
}

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
    int OutputPadding = 0,
    string More = ""
) : Windowed(More)
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
        return text.Append(Further).Append(Bias ? ")]" : ", Bias = false)]").ToString();
    }
}

/// <summary>A pool. <paramref name="Kind"/> is the attribute's name.</summary>
public sealed record Pool(string Kind, int Kernel, int? Stride = null, int Padding = 0, int? KernelWidth = null, string More = "")
    : Windowed(More)
{
    public override string ToAttribute()
    {
        string width = KernelWidth is { } given ? string.Create(CultureInfo.InvariantCulture, $", {given}") : "",
            stride = Stride is { } distance ? string.Create(CultureInfo.InvariantCulture, $", Stride = {distance}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"[{Kind}({Kernel}{width}{stride}, Padding = {Padding}{Further})]");
    }
}

/// <summary>
/// An image or a signal in another size. <paramref name="Kind"/> is what PyTorch calls the mode, or <c>adaptive</c>.
/// </summary>
public sealed record Resized(string Attribute, string Kind, int Height, int Width, bool AlignCorners = false) : Layer
{
    public override string ToAttribute() => $"[{Attribute}]";
}

/// <summary>Zeros on the sides of an image or a signal.</summary>
public sealed record Surrounded(string Attribute, int Top, int Bottom, int Left, int Right) : Layer
{
    public override string ToAttribute() => $"[{Attribute}]";
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
