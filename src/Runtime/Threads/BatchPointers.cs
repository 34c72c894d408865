using System.Runtime.CompilerServices;

namespace ModelCompiler.Threads;

/// <summary>A <see cref="BatchMemory"/> that other threads can see: addresses of memory that the caller keeps in place meanwhile.</summary>
internal unsafe struct BatchPointers
{
    private float* _inputs, _parameters, _workspace, _outputs, _targets, _gradient;
    private int* _classes;
    private int _inputLength, _parameterLength, _workspaceLength, _outputLength, _targetLength, _gradientLength, _classLength;
    private int _samples;
    private float _scale;
    private bool _accumulate, _withInputGradient, _withNoise;
    private ulong _randomState;
    private int _firstSample;
    private Optimizer? _optimizer;
    private ParameterSegments? _segments;

    /// <summary>Notes addresses that are pinned already.</summary>
    public static BatchPointers Of(
        in BatchMemory batch, float* inputs, float* parameters, float* workspace, float* outputs, float* targets, int* classes, float* gradient) => new()
        {
            _inputs = inputs,
            _inputLength = batch.Inputs.Length,
            _parameters = parameters,
            _parameterLength = batch.Parameters.Length,
            _workspace = workspace,
            _workspaceLength = batch.Workspace.Length,
            _outputs = outputs,
            _outputLength = batch.Outputs.Length,
            _targets = targets,
            _targetLength = batch.Targets.Length,
            _classes = classes,
            _classLength = batch.Classes.Length,
            _gradient = gradient,
            _gradientLength = batch.Gradient.Length,
            _samples = batch.Samples,
            _scale = batch.Scale,
            _accumulate = batch.Accumulate,
            _withInputGradient = batch.WithInputGradient,
            _withNoise = batch.WithNoise,
            _randomState = batch.RandomState,
            _firstSample = batch.FirstSample,
            _optimizer = batch.Optimizer,
            _segments = batch.Segments,
        };

    /// <summary>The memory as spans.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly BatchMemory ToMemory() => new()
    {
        Inputs = new(_inputs, _inputLength),
        Parameters = new(_parameters, _parameterLength),
        Workspace = new(_workspace, _workspaceLength),
        Outputs = new(_outputs, _outputLength),
        Targets = new(_targets, _targetLength),
        Classes = new(_classes, _classLength),
        Gradient = new(_gradient, _gradientLength),
        Samples = _samples,
        Scale = _scale,
        Accumulate = _accumulate,
        WithInputGradient = _withInputGradient,
        WithNoise = _withNoise,
        RandomState = _randomState,
        FirstSample = _firstSample,
        Optimizer = _optimizer,
        Segments = _segments,
    };
}
