namespace ModelCompiler;

/// <summary>Trains a compiled model.</summary>
/// <typeparam name="TModel">The model.</typeparam>
public sealed class Trainer<TModel> where TModel : class, IModel<TModel>;
