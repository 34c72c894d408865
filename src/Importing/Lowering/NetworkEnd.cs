namespace ModelCompiler.Importing.Lowering;

/// <summary>An input or an output of the network.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Layer">The layer that it is.</param>
/// <param name="BatchAxis">Its axis that is the batch, or null.</param>
internal sealed record NetworkEnd(string Name, Layer Layer, int? BatchAxis);
