using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// Which parameters of one model object are frozen for the time being: their gradient is zero, and steps leave them and their optimizer's
/// state as they are. Freezing in the declaration (<see cref="LayerAttribute.Trainable"/>) is something else: there the gradient is not
/// even compiled. Not thread-safe: change it between two steps.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterFreezing
{
    private readonly ModelDescription _description;
    private readonly bool[] _isFrozen;
    private ParameterSegments? _segments;

    /// <summary>Nothing is frozen yet; generated code creates one for each model.</summary>
    /// <param name="description">The model's description.</param>
    public ParameterFreezing(ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        _description = description;
        _isFrozen = new bool[description.Parameters.Count];
    }

    /// <summary>The names of the parameters that are frozen for the time being, in the model's order. Allocates.</summary>
    public IReadOnlyList<string> Names =>
        [.. _description.Parameters.Where(parameter => _isFrozen[parameter.Index]).Select(parameter => parameter.Name)];

    /// <summary>How threads share a step over the parameters that are not frozen.</summary>
    internal ParameterSegments Segments => _segments ?? _description.Segments;

    /// <summary>
    /// Sets the gradient of frozen parameters to zero; generated code calls it at the end of every gradient. Does not allocate.
    /// </summary>
    /// <param name="gradient">The whole gradient.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ClearGradient(Span<float> gradient)
    {
        if (_segments is null)
            return;
        for (int index = 0; index < _isFrozen.Length; index++)
            if (_isFrozen[index])
                gradient.Slice(_description.Parameters[index].Offset, _description.Parameters[index].Layout.BufferLength).Clear();
    }

    /// <summary>What is frozen of the model that a view belongs to.</summary>
    /// <exception cref="InvalidOperationException">It belongs to none.</exception>
    internal static ParameterFreezing Of(ParameterFreezing? freezing, string parameter) =>
        freezing
        ?? throw new InvalidOperationException(
            $"This is a view of {parameter} in a gradient or another buffer: freeze the layer of a model, as model.Hidden.Freeze()."
        );

    /// <summary>Whether training leaves a parameter as it is, by choice or by its declaration.</summary>
    internal bool IsFrozen(ParameterDescriptor parameter) => _isFrozen[parameter.Index] || !IsTrainable(parameter);

    /// <summary>
    /// Freezes or unfreezes parameters that follow one another, those of a layer; running statistics among them follow the data as ever.
    /// </summary>
    internal void Set(int first, int count, bool frozen) => Set(_description.Parameters.Skip(first).Take(count), frozen);

    /// <summary>Freezes or unfreezes the parameters that a pattern names.</summary>
    /// <exception cref="ArgumentException">It names none that could be.</exception>
    internal void Set(string pattern, bool frozen)
    {
        ParameterDescriptor[] named = ParameterPattern.Find(_description, pattern);
        if (!frozen && !named.Any(IsTrainable))
            throw new ArgumentException(
                $"{named[0].Name} of {_description.Name} was declared with Trainable = false, so that its gradient was not compiled: "
                    + $"take that out of the declaration, and freeze it at run time instead.",
                nameof(pattern)
            );
        Set(named, frozen);
    }

    /// <summary>Makes exactly these parameters the frozen ones; names that the model does not have are ignored.</summary>
    internal void Restore(IReadOnlyList<string> names)
    {
        if (names.Count == 0 && _segments is null)
            return;
        Array.Clear(_isFrozen);
        _segments = null;
        Set(_description.Parameters.Where(parameter => names.Contains(parameter.Name)), frozen: true);
    }

    private bool IsTrainable(ParameterDescriptor parameter) =>
        !parameter.IsStatistic && parameter.Offset < _description.TrainableBufferLength;

    private void Set(IEnumerable<ParameterDescriptor> parameters, bool frozen)
    {
        foreach (ParameterDescriptor parameter in parameters.Where(IsTrainable))
            _isFrozen[parameter.Index] = frozen;
        _segments =
            Array.IndexOf(_isFrozen, true) < 0 ? null : new ParameterSegments(_description, parameter => _isFrozen[parameter.Index]);
    }
}
