namespace ModelCompiler;

/// <summary>One term of a sum over shards.</summary>
/// <param name="Buffer">Where it is.</param>
/// <param name="Offset">Its first float there.</param>
/// <param name="Shards">How many shards it is the sum of already; a power of two.</param>
/// <param name="Weight">What it is multiplied by.</param>
internal readonly record struct ShardTerm(AlignedBuffer Buffer, int Offset, int Shards, float Weight);
