using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// What the ranks of a run do together besides steps: they vote and compare their parameters between epochs, and share the batches of an
/// evaluation. With one rank there is nothing to agree on. Allocates only when created.
/// </summary>
internal sealed class RankAgreement
{
    private const int CommonFields = 8;

    private readonly int _fields;
    private readonly World _world;
    private readonly Ballot _ballot;
    private readonly ulong[] _meetings;
    private readonly RankBlocks _meetingBlocks;
    private readonly double[] _parts;
    private readonly RankBlocks _partBlocks;

    /// <summary>Reserves what is sent.</summary>
    /// <param name="world">The ranks.</param>
    /// <param name="ballot">Their votes.</param>
    /// <param name="heads">The heads that are evaluated one by one; 0 for a model with one loss.</param>
    public RankAgreement(World world, Ballot ballot, int heads)
    {
        _fields = CommonFields + (HeadSums.Fields * heads);
        _world = world;
        _ballot = ballot;
        _meetings = new ulong[2 * world.Size];
        _meetingBlocks = RankBlocks.Even(world.Size, 2 * sizeof(ulong));
        _parts = new double[_fields * world.Size];
        _partBlocks = RankBlocks.Even(world.Size, _fields * sizeof(double));
    }

    /// <summary>Whether several heads are evaluated one by one.</summary>
    public bool HasHeads => _fields > CommonFields;

    /// <summary>Counts the votes, and checks that all ranks have the same parameters.</summary>
    /// <param name="parameters">This rank's.</param>
    /// <param name="completedEpochs">The epochs behind them.</param>
    /// <exception cref="WorldException">A rank has other parameters.</exception>
    public void Meet(ReadOnlySpan<float> parameters, int completedEpochs)
    {
        if (_world.Size == 1)
            return;
        _meetings[2 * _world.Rank] = (ulong)_ballot.Own;
        _meetings[(2 * _world.Rank) + 1] = ValueHash.Of(parameters);
        _world.Gather(MemoryMarshal.AsBytes(_meetings.AsSpan()), _meetingBlocks.AsBlocks);
        _ballot.Open();
        for (int rank = 0; rank < _world.Size; rank++)
        {
            _ballot.Count(rank, (Vote)_meetings[2 * rank]);
            ulong hash = _meetings[(2 * rank) + 1];
            if (hash != _meetings[1])
                throw new WorldException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"After epoch {completedEpochs} rank {rank} has other parameters ({hash:x16}) than rank 0 ({_meetings[1]:x16}): "
                    )
                        + "something changes the model, the optimizer or the data on one rank alone, such as a callback, or a memory or a "
                        + "processor is faulty. The latest checkpoint is from before this epoch."
                );
        }
    }

    /// <summary>Takes the next batches of a pass, one for each rank, and adds what they have measured in their order.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Next<TModel>(in EvaluationPass pass, TModel model, ref EvaluationSums sums)
        where TModel : class, IModel<TModel>
    {
        if (_world.Size == 1 || !pass.HasIndependentBatches)
            return pass.Next(model, ref sums);
        if (sums.Samples == pass.SampleCount)
            return false;
        EvaluationSums part = default;
        long start = sums.Samples + ((long)_world.Rank * pass.BatchSize);
        if (start < pass.SampleCount)
            pass.Measure(model, (int)start, ref part);
        Write(in part, _parts.AsSpan(_world.Rank * _fields, _fields));
        _world.Gather(MemoryMarshal.AsBytes(_parts.AsSpan()), _partBlocks.AsBlocks);
        for (int rank = 0; rank < _world.Size; rank++)
            Add<TModel>(_parts.AsSpan(rank * _fields, _fields), ref sums);
        return true;
    }

    // Counts are exact in a double.
    private static void Write(in EvaluationSums part, Span<double> values)
    {
        values[0] = part.Samples;
        values[1] = part.Counting;
        values[2] = part.Loss;
        values[3] = part.Correct;
        values[4] = part.WithNaN;
        values[5] = part.Absolutes;
        values[6] = part.Squares;
        values[7] = part.Weight;
        if (part.Heads is { } heads)
            heads.Values.CopyTo(values[CommonFields..]);
        else
            values[CommonFields..].Clear();
    }

    private static void Add<TModel>(ReadOnlySpan<double> values, ref EvaluationSums sums)
        where TModel : class, IModel<TModel>
    {
        sums.Samples += (int)values[0];
        sums.Counting += values[1];
        sums.Loss += values[2];
        sums.Correct += (long)values[3];
        sums.WithNaN += (int)values[4];
        sums.Absolutes += values[5];
        sums.Squares += values[6];
        sums.Weight += values[7];
        if (values.Length == CommonFields)
            return;
        Span<double> heads = (sums.Heads ??= new HeadSums(TModel.Description)).Values;
        for (int index = 0; index < heads.Length; index++)
            heads[index] += values[CommonFields + index];
    }
}
