using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// When the threads of a gradient share a product by its outputs instead of by samples. Then each reads, and with the optimizer changes,
/// only its own panels of the weight; in exchange all threads wait for each other before and after, and read values that others have
/// computed.
/// </summary>
internal static class OutputSharing
{
    /// <summary>The floats of a weight from which on it is larger than the values that threads exchange instead: 256 KB.</summary>
    private const int LeastWeight = 64 * 1024;

    /// <summary>Whether threads share the product by outputs.</summary>
    public static bool Pays(ProductShape shape) =>
        shape.Columns > MemoryLayout.PanelWidth && (long)shape.Inner * shape.Columns >= LeastWeight;
}
