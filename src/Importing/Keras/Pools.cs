namespace ModelCompiler.Importing.Keras;

/// <summary>Pools of windows and of everything.</summary>
internal static class Pools
{
    public static IEnumerable<KerasKind> All =>
        [
            new("MaxPooling1D", "`[MaxPool1D]`", "", call => Window(call, "MaxPool", 1)),
            new("MaxPooling2D", "`[MaxPool2D]`", "", call => Window(call, "MaxPool", 2)),
            new("AveragePooling1D", "`[AvgPool1D]`; what is padded does not count", "", call => Window(call, "AveragePool", 1)),
            new("AveragePooling2D", "`[AvgPool2D]`; what is padded does not count", "", call => Window(call, "AveragePool", 2)),
            new("GlobalMaxPooling1D", "`[GlobalMaxPool]`", "", call => Global(call, "ReduceMax", 1)),
            new("GlobalMaxPooling2D", "`[GlobalMaxPool]`", "", call => Global(call, "ReduceMax", 2)),
            new("GlobalAveragePooling1D", "`[GlobalAvgPool]`", "", call => Global(call, "ReduceMean", 1)),
            new("GlobalAveragePooling2D", "`[GlobalAvgPool]`", "", call => Global(call, "ReduceMean", 2)),
        ];

    private static string Window(KerasCall call, string name, int rank)
    {
        call.ShapeOfRank(rank + 2);
        int[] sizes = call.Layer.Integers("pool_size", rank) ?? [.. Enumerable.Repeat(2, rank)];
        string y = call.Add(
            name,
            [call.ChannelsFirst(call.Input)],
            KerasCall.Integers("kernel_shape", sizes),
            KerasCall.Integers("strides", call.Layer.Integers("strides", rank) ?? sizes),
            Convolutions.Padding(call, rank)
        );
        return call.ChannelsLast(y);
    }

    private static string Global(KerasCall call, string name, int rank)
    {
        call.ShapeOfRank(rank + 2);
        return call.Add(
            name,
            [call.Input],
            KerasCall.Integers("axes", Enumerable.Range(1, rank)),
            KerasCall.Integer("keepdims", call.Layer.Flag("keepdims", false) ? 1 : 0)
        );
    }
}
