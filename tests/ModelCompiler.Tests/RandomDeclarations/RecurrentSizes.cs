namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>How much a recurrent layer has to do.</summary>
internal static class RecurrentSizes
{
    /// <summary>The sums for each unit.</summary>
    public static int Gates(RecurrentAttribute layer) =>
        layer switch
        {
            LstmAttribute => 4,
            GruAttribute => 3,
            _ => 1,
        };

    /// <summary>The multiply-adds of one sample.</summary>
    public static long MultiplyAdds(RecurrentAttribute layer, SampleShape input)
    {
        int directions = layer.Bidirectional ? 2 : 1;
        long sums = (long)Gates(layer) * layer.Units * directions * input[0],
            inputs = input.Channels + ((layer.Layers - 1L) * directions * layer.Units);
        return sums * (inputs + ((long)layer.Layers * layer.Units));
    }
}
