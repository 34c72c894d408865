using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks;

/// <summary>The compiled models by the workload they serve. The registration is the one place that names the model classes.</summary>
internal static partial class OurEngines
{
    /// <summary>Our name in the table and in the result file.</summary>
    public const string Name = "ModelCompiler";

    private static readonly Dictionary<string, Func<Workload, Engine>> _byWorkload = Registered();

    /// <summary>How to make our engine for a workload, or null when this build contains no models.</summary>
    public static Func<Workload, Engine>? Find(Workload workload) => _byWorkload.GetValueOrDefault(workload.Name);

    private static Dictionary<string, Func<Workload, Engine>> Registered()
    {
        var engines = new Dictionary<string, Func<Workload, Engine>>();
        Register(engines);
        return engines;
    }

    /// <summary>Adds an engine for every workload; has no body in a build of the rivals alone.</summary>
    static partial void Register(Dictionary<string, Func<Workload, Engine>> engines);
}
