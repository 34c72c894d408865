using System.Reflection;
using System.Runtime.Loader;
using ModelCompiler.Onnx;

namespace ModelCompiler.Tool;

/// <summary>The compiled models of an assembly that was built.</summary>
internal sealed class BuiltModels
{
    private readonly Type[] _models;
    private readonly string _name;

    /// <summary>Loads an assembly; what it needs lies beside it.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="BadImageFormatException">It is no assembly of .NET.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidOperationException">It was built with another version of the runtime.</exception>
    public BuiltModels(string path)
    {
        _name = Path.GetFileName(path);
        string folder = Path.GetDirectoryName(path)!;

        // The runtime is that of the tool: a model of another one would be of another type.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        try
        {
            _models = [.. assembly.GetTypes().Where(IsModel)];
        }
        catch (ReflectionTypeLoadException exception)
        {
            throw new InvalidOperationException(
                $"'{_name}' does not go with this version of the tool: {exception.LoaderExceptions[0]?.Message} Build it with the package "
                    + $"ModelCompiler {typeof(IPredictor).Assembly.GetName().Version?.ToString(3)}.",
                exception
            );
        }
    }

    /// <summary>The class of a model.</summary>
    /// <param name="name">Its name, with or without its namespace; null for the only one.</param>
    /// <exception cref="ArgumentException">There is none, or there are several; the message lists them.</exception>
    public Type Find(string? name)
    {
        Type[] found = [.. _models.Where(model => name is null || model.Name == name || model.FullName == name)];
        string all = string.Join(", ", _models.Select(model => model.FullName).Order(StringComparer.Ordinal));
        return found switch
        {
            [var only] => only,
            _ when _models.Length == 0 => throw new ArgumentException(
                $"'{_name}' has no compiled model: give the assembly of a project whose classes are marked [Model]."
            ),
            [] => throw new ArgumentException($"'{_name}' has no model {name}. It has: {all}."),
            _ => throw new ArgumentException($"'{_name}' has several models: choose one by --model. It has: {all}."),
        };
    }

    /// <summary>The bytes of an ONNX file of a model.</summary>
    /// <param name="model">The class.</param>
    /// <param name="weights">A file of parameters, or null for those that the model carries (<c>[Weights]</c>).</param>
    /// <exception cref="ArgumentException">The model carries none.</exception>
    /// <exception cref="SafeTensorsException">The file does not fit the model.</exception>
    /// <exception cref="NotSupportedException">A layer cannot be said in ONNX.</exception>
    public static byte[] ToOnnx(Type model, string? weights)
    {
        MethodInfo method = typeof(BuiltModels).GetMethod(nameof(Write), BindingFlags.NonPublic | BindingFlags.Static)!;
        try
        {
            return (byte[])method.MakeGenericMethod(model).Invoke(null, [weights])!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            throw new InvalidOperationException(inner.Message, inner);
        }
    }

    private static byte[] Write<TModel>(string? weights)
        where TModel : class, IModel<TModel>
    {
        if (weights is not null)
        {
            TModel model = TModel.Create(0);
            model.Load(weights);
            return model.ToOnnx();
        }

        MethodInfo create =
            typeof(TModel).GetMethod("CreateTrained", BindingFlags.Public | BindingFlags.Static, [])
            ?? throw new ArgumentException(
                $"{typeof(TModel).Name} carries no parameters ([Weights]): give a file of them by --weights FILE.safetensors."
            );
        return ((TModel)create.Invoke(null, [])!).ToOnnx();
    }

    private static bool IsModel(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && type.GetInterfaces().Any(known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IModel<>));
}
