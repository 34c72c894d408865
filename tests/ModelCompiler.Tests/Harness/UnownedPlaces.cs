namespace ModelCompiler.Tests.Harness;

/// <summary>The places of a model's flat buffers that belong to no parameter.</summary>
internal sealed class UnownedPlaces
{
    private readonly bool[] _isOwned;

    public UnownedPlaces(ICompiledModel model)
    {
        _isOwned = new bool[model.Parameters.Length];
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            for (int row = 0; row < parameter.Layout.Rows; row++)
            for (int column = 0; column < parameter.Layout.Columns; column++)
                _isOwned[parameter.Offset + parameter.Layout.IndexOf(row, column)] = true;
    }

    /// <summary>The places that parameters own.</summary>
    public int OwnedCount => _isOwned.Count(owned => owned);

    /// <summary>Fails unless these places of a buffer are zero.</summary>
    public void AssertZero(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (!_isOwned[i])
                Assert.Equal(0f, values[i]);
    }
}
