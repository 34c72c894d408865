namespace ModelCompiler.Importing.Keras;

/// <summary>Layers that do something in training only: those that there are stay, the others vanish.</summary>
internal static class TrainingLayers
{
    private static readonly string[] _gone =
    [
        "ActivityRegularization",
        "AlphaDropout",
        "GaussianDropout",
        "RandomBrightness",
        "RandomContrast",
        "RandomFlip",
        "RandomRotation",
        "RandomTranslation",
        "RandomZoom",
        "SpatialDropout1D",
        "SpatialDropout2D",
    ];

    public static IEnumerable<KerasKind> All =>
        [
            Kept("Dropout", "`[Dropout]`", "rate"),
            Kept("GaussianNoise", "`[GaussianNoise]`", "stddev"),
            new("Identity", "nothing", "", call => call.Input),
            .. _gone.Select(name => new KerasKind(name, "nothing: predictions are without it", "", Gone)),
        ];

    private static KerasKind Kept(string name, string importedAs, string setting) =>
        new(name, importedAs, "", call => Kept(call, call.Layer.Number(setting, 0))) { IsOfEachStep = true };

    private static string Kept(KerasCall call, double amount) =>
        amount == 0 ? call.Input : call.Add(call.Layer.Class, [call.Input], KerasCall.Number("amount", amount));

    private static string Gone(KerasCall call)
    {
        call.Graph.Remarks.Add($"{call.Layer.Class} is left out: predictions are without it");
        return call.Input;
    }
}
