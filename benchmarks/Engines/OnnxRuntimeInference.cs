using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ModelCompiler.Benchmarks.Onnx;

namespace ModelCompiler.Benchmarks.Engines;

/// <summary>How a session is made and called; the fastest combination is measured for each workload.</summary>
/// <param name="TransposeWeights">Whether the file stores weights as [in, out].</param>
/// <param name="Prepack">Whether the session may pack weights in advance.</param>
/// <param name="Binding">Whether calls go through an I/O binding instead of preallocated values.</param>
/// <param name="Spinning">Whether threads of the session may spin.</param>
internal sealed record OnnxRuntimeOptions(bool TransposeWeights, bool Prepack, bool Binding, bool Spinning);

/// <summary>Predictions by ONNX Runtime: one thread, sequential, every graph optimisation, preallocated input and output.</summary>
internal sealed class OnnxRuntimeInference : Engine
{
    /// <summary>The engine's name.</summary>
    public const string EngineName = "ONNX Runtime";

    private static readonly string[] _inputNames = [OnnxModelFile.InputName];
    private static readonly string[] _outputNames = [OnnxModelFile.OutputName];

    private readonly SessionOptions _sessionOptions = new();
    private readonly RunOptions _runOptions = new();
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;
    private readonly bool _useBinding;

    /// <summary>Makes the model, the session and the buffers.</summary>
    public OnnxRuntimeInference(Workload workload, OnnxRuntimeOptions options)
    {
        var data = new WorkloadData(workload);
        _sessionOptions.IntraOpNumThreads = workload.Threads;
        _sessionOptions.InterOpNumThreads = 1;
        _sessionOptions.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
        _sessionOptions.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        _sessionOptions.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
        _sessionOptions.AddSessionConfigEntry("session.intra_op.allow_spinning", options.Spinning ? "1" : "0");
        _sessionOptions.AddSessionConfigEntry("session.disable_prepacking", options.Prepack ? "0" : "1");
        _session = new InferenceSession(OnnxModelFile.Create(workload, data, options.TransposeWeights), _sessionOptions);
        _inputs = [Allocate(workload.Batch, workload.Network.InputShape)];
        _outputs = [Allocate(workload.Batch, workload.Network.OutputShape)];
        data.Inputs.CopyTo(_inputs[0].GetTensorMutableDataAsSpan<float>());
        _binding = _session.CreateIoBinding();
        _binding.BindInput(OnnxModelFile.InputName, _inputs[0]);
        _binding.BindOutput(OnnxModelFile.OutputName, _outputs[0]);
        _useBinding = options.Binding;
    }

    /// <inheritdoc/>
    public override string Name => EngineName;

    /// <summary>Tries the ways to store the weights, then the ways to call, and returns an engine with the fastest of each.</summary>
    public static OnnxRuntimeInference Fastest(Workload workload)
    {
        OnnxRuntimeOptions options = new(TransposeWeights: false, Prepack: true, Binding: false, Spinning: false);
        options = FastestOf(
            workload,
            [
                options,
                options with
                {
                    TransposeWeights = true,
                },
                options with
                {
                    Prepack = false,
                },
                options with
                {
                    TransposeWeights = true,
                    Prepack = false,
                },
            ]
        );
        options = FastestOf(
            workload,
            [options, options with { Binding = true }, options with { Spinning = true }, options with { Binding = true, Spinning = true }]
        );
        return new OnnxRuntimeInference(workload, options);
    }

    /// <inheritdoc/>
    public override void Run(int count)
    {
        if (_useBinding)
        {
            for (int i = 0; i < count; i++)
                _session.RunWithBinding(_runOptions, _binding);
        }
        else
        {
            for (int i = 0; i < count; i++)
                _session.Run(_runOptions, _inputNames, _inputs, _outputNames, _outputs);
        }
    }

    /// <inheritdoc/>
    public override float[] Result() => _outputs[0].GetTensorDataAsSpan<float>().ToArray();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _binding.Dispose();
        _inputs[0].Dispose();
        _outputs[0].Dispose();
        _session.Dispose();
        _runOptions.Dispose();
        _sessionOptions.Dispose();
    }

    private static OrtValue Allocate(int batch, int[] shape) =>
        OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance,
            TensorElementType.Float,
            [batch, .. shape.Select(size => (long)size)]
        );

    private static OnnxRuntimeOptions FastestOf(Workload workload, OnnxRuntimeOptions[] candidates)
    {
        OnnxRuntimeInference[] engines = [.. candidates.Select(options => new OnnxRuntimeInference(workload, options))];
        double[] best = new double[engines.Length];
        Array.Fill(best, double.PositiveInfinity);
        const int Rounds = 12;
        foreach (OnnxRuntimeInference engine in engines)
            engine.Run(10);
        for (int round = 0; round < Rounds; round++)
        for (int i = 0; i < engines.Length; i++)
            best[i] = Math.Min(best[i], Measure(engines[i]));
        foreach (OnnxRuntimeInference engine in engines)
            engine.Dispose();
        return candidates[Array.IndexOf(best, best.Min())];
    }

    private static double Measure(OnnxRuntimeInference engine)
    {
        const double SliceSeconds = 2e-3;
        int count = 0;
        long start = Stopwatch.GetTimestamp();
        double elapsed;
        do
        {
            engine.Run(4);
            count += 4;
            elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        } while (elapsed < SliceSeconds);
        return elapsed / count;
    }
}
