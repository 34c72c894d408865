namespace ModelCompiler;

/// <summary>
/// The batches of an evaluation in which states are carried: the samples are cut into lanes, as in training, and each goes on where the one
/// before it in its lane has ended. Allocates only when created. Not thread-safe.
/// </summary>
internal sealed class CarriedEvaluation
{
    private readonly IBatchSource _batches;
    private readonly LaneStates _states;
    private readonly int _lanes;

    /// <summary>Cuts the samples into lanes.</summary>
    public CarriedEvaluation(ICarriedStateModel model, ISamples data, int lanes)
    {
        _lanes = lanes;
        _batches = data.LaneBatches(lanes);
        _states = new LaneStates(model, lanes);
    }

    /// <summary>The batch after some samples; the first one begins anew.</summary>
    public Batch Read(int done)
    {
        if (done == 0)
            _states.Clear();
        return _batches[done / _lanes];
    }

    /// <summary>The outputs of a batch; the states stay where they are, for its loss.</summary>
    public void Predict(Batch batch, Span<float> outputs)
    {
        Span<float> states = _states.CopyOf(batch.Count);
        _states.Model.Predict(batch.Inputs, states, outputs);
    }

    /// <summary>The loss of a batch, from which the next one goes on.</summary>
    public float Loss(Batch batch) => _states.Model.Loss(batch.Inputs, batch.Targets, batch.Classes, _states.Of(batch.Count));
}
