using System.Globalization;

namespace ModelCompiler.Generator.Weights;

/// <summary>A tensor as the header of a safetensors file names it.</summary>
/// <param name="Name">As <c>hidden.weight</c>.</param>
/// <param name="Type">As <c>F32</c>.</param>
/// <param name="Shape">The dimensions.</param>
internal sealed record TensorHeader(string Name, string Type, IReadOnlyList<long> Shape)
{
    /// <summary>As <c>[128, 784]</c>.</summary>
    public string ShapeText => "[" + string.Join(", ", Shape.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>Whether the runtime turns values of this type into floats.</summary>
    public bool ReadsAsFloat => Type is "F32" or "F16" or "BF16" or "F64";
}
