using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using ModelCompiler.Benchmarks.Compare;
using ModelCompiler.Importing;
using ModelCompiler.Onnx;
using ModelCompiler.Tool;

namespace ModelCompiler.Benchmarks.Imported;

/// <summary>One network twice: imported and compiled, and in a session of ONNX Runtime, both with one sample of its test data.</summary>
internal sealed class Pair : IDisposable
{
    private const double SliceSeconds = 0.01,
        MostDifference = 1e-3;

    private readonly InMemoryModels _models;
    private readonly IPredictor _model;
    private readonly float[] _row;
    private readonly float[] _predicted;
    private readonly SessionOptions _options = new();
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;
    private readonly OrtIoBinding _binding;

    /// <summary>Imports, compiles, and compares what both compute.</summary>
    /// <exception cref="ImportRefusedException">The network cannot be a model.</exception>
    /// <exception cref="NotSupportedException">The test data are more than one sample, or both do not agree.</exception>
    public Pair(string path)
    {
        var model = OnnxModel.Read(path);
        Network = OnnxImporter.Import(model, Path.GetFileName(path), new ImportOptions { Name = "Network" });
        _models =
            InMemoryModels.Compile([Network.ToCode(withWeights: false)], out IReadOnlyList<string> errors)
            ?? throw new NotSupportedException(string.Join("\n", errors));
        _model = _models.Create(Network);
        _predicted = new float[_model.OutputSize];

        _options.IntraOpNumThreads = 1;
        _options.InterOpNumThreads = 1;
        _options.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
        _options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        _options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
        _session = new InferenceSession(path, _options);
        TestData data = TestData.Find(Path.GetDirectoryName(path)!)[0];
        HashSet<string> known = [.. model.Graph.Initializers.Select(tensor => tensor.Name)];
        string[] names = [.. model.Graph.Inputs.Select(value => value.Name).Where(name => !known.Contains(name))];
        float[][] values = [.. Network.Inputs.Select(input => data.Inputs[Array.IndexOf(names, input.Name)].ToFloats())];
        if (values.Sum(value => value.Length) != _model.InputSize)
            throw new NotSupportedException("its test data are more than one sample");
        _row = SampleRows.Join(1, values);
        if (Network.Outputs.FirstOrDefault(output => !_session.OutputNames.Contains(output.Name)) is { } cut)
            throw new NotSupportedException($"its end behind '{cut.Name}' is cut, which ONNX Runtime would compute");
        _inputNames = [.. _session.InputNames];
        _outputNames = [.. Network.Outputs.Select(output => output.Name)];
        _inputs = [.. _inputNames.Select(name => Value(data.Inputs[Array.IndexOf(names, name)]))];

        // Outputs of the right shapes, to be written into.
        _outputs = [.. _session.Run(_run, _inputNames, _inputs, _outputNames)];
        _binding = _session.CreateIoBinding();
        for (int index = 0; index < _inputNames.Length; index++)
            _binding.BindInput(_inputNames[index], _inputs[index]);
        for (int index = 0; index < _outputNames.Length; index++)
            _binding.BindOutput(_outputNames[index], _outputs[index]);
        _model.Predict(_row, _predicted);
        float[] expected = SampleRows.Join(1, [.. _outputs.Select(output => output.GetTensorDataAsSpan<float>().ToArray())]);
        Difference = expected.Zip(_predicted, (left, right) => Math.Abs(left - right) / Math.Max(1, Math.Abs(left))).Max();
        if (!(Difference < MostDifference))
            throw new NotSupportedException($"it differs by {Difference}");
    }

    /// <summary>What was imported.</summary>
    public ImportedNetwork Network { get; }

    /// <summary>The largest difference of an output, relative where it is larger than 1.</summary>
    public float Difference { get; }

    /// <summary>
    /// Median times of one prediction in microseconds, their ratio in each round, and the ratio of the shortest times; ONNX Runtime in the
    /// faster way to call it.
    /// </summary>
    public (double Ours, double Theirs, double[] Ratios, double OfShortest) Measure(int rounds)
    {
        Action[] all = [() => _model.Predict(_row, _predicted), Run, () => _session.RunWithBinding(_run, _binding)];
        foreach (Action action in all)
            for (int slice = 0; slice < 10; slice++)
                Slice(action);
        double[][] times = [.. Enumerable.Range(0, rounds).Select(_ => all.Select(Slice).ToArray())];
        double[] medians = [.. all.Select((_, place) => Statistics.Median([.. times.Select(round => round[place])]))];
        int faster = medians[1] < medians[2] ? 1 : 2;
        return (
            medians[0],
            medians[faster],
            [.. times.Select(round => round[faster] / round[0])],
            times.Min(round => round[faster]) / times.Min(round => round[0])
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        foreach (OrtValue value in _inputs.Concat(_outputs))
            value.Dispose();
        _session.Dispose();
        _run.Dispose();
        _options.Dispose();
        _models.Dispose();
    }

    private void Run() => _session.Run(_run, _inputNames, _inputs, _outputNames, _outputs);

    private static double Slice(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        int count = 0;
        TimeSpan elapsed;
        do
        {
            for (int repetition = 0; repetition < 8; repetition++)
                action();
            count += 8;
            elapsed = Stopwatch.GetElapsedTime(start);
        } while (elapsed.TotalSeconds < SliceSeconds);
        return elapsed.TotalMicroseconds / count;
    }

    private static OrtValue Value(OnnxTensor tensor) =>
        tensor.IsInteger
            ? OrtValue.CreateTensorValueFromMemory(tensor.ToIntegers(), [.. tensor.Dimensions])
            : OrtValue.CreateTensorValueFromMemory(tensor.ToFloats(), [.. tensor.Dimensions]);
}
