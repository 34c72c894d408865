using System.ComponentModel;
using System.Reflection;

namespace ModelCompiler;

/// <summary>
/// Weights that travel inside the assembly: a safetensors file added to the project as
/// <c>&lt;ModelWeights Include="digits.safetensors" /&gt;</c>, which <c>[Weights]</c> on a model also compares with the layers during the
/// build, or as <c>&lt;EmbeddedResource Include="digits.safetensors" LogicalName="digits.safetensors" /&gt;</c>. Nothing is read from the
/// disk at run time, and the bytes are read where the assembly lies in memory, without a copy of the file. Works trimmed and in NativeAOT.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EmbeddedWeights
{
    /// <summary>A new model with the parameters of an embedded file.</summary>
    /// <param name="assembly">The assembly that carries the file, as <c>typeof(DigitClassifier).Assembly</c>.</param>
    /// <param name="resourceName">The resource's <c>LogicalName</c>.</param>
    /// <exception cref="ArgumentException">The assembly has no such resource; the message lists those it has.</exception>
    /// <exception cref="SafeTensorsException">The resource is no safetensors file or does not fit the model.</exception>
    public static TModel Create<TModel>(Assembly assembly, string resourceName)
        where TModel : class, IModel<TModel>
    {
        TModel model = TModel.Create(seed: 0);
        Load(model, assembly, resourceName);
        return model;
    }

    /// <summary>Loads the parameters of an embedded file into a model, which is replaced completely or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="assembly">The assembly that carries the file.</param>
    /// <param name="resourceName">The resource's <c>LogicalName</c>.</param>
    /// <exception cref="ArgumentException">The assembly has no such resource; the message lists those it has.</exception>
    /// <exception cref="SafeTensorsException">The resource is no safetensors file or does not fit the model.</exception>
    public static void Load<TModel>(TModel model, Assembly assembly, string resourceName)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        using Stream stream =
            assembly.GetManifestResourceStream(resourceName)
            ?? throw new ArgumentException(Missing(assembly, resourceName), nameof(resourceName));
        using var reader = new SafeTensorsReader(stream, resourceName, leaveOpen: true);
        ModelSerialization.Load(model, reader, resourceName, strict: true, rename: null);
    }

    private static string Missing(Assembly assembly, string resourceName)
    {
        string[] names = assembly.GetManifestResourceNames();
        string present = names.Length == 0 ? "it has none" : "it has " + string.Join(", ", names);
        return $"{assembly.GetName().Name} has no resource '{resourceName}' ({present}). "
            + $"Add <EmbeddedResource Include=\"{resourceName}\" LogicalName=\"{resourceName}\" /> to its project.";
    }
}
