using ModelCompiler;

namespace Service;

/// <summary>
/// The model that answers. Any number of threads read it, and one puts another in its place: a request takes the reference once and keeps
/// it to its end, so it never sees half of a
/// model. Nobody writes the parameters of a model that is here.
/// </summary>
/// <typeparam name="TModel">The model.</typeparam>
internal sealed class CurrentModel<TModel>(TModel model)
    where TModel : class, IModel<TModel>
{
    private volatile TModel _model = model;

    /// <summary>The model now.</summary>
    public TModel Value => _model;

    /// <summary>Lets another model answer from now on. Who is predicting with the old one finishes with it.</summary>
    public void Swap(TModel model) => _model = model;
}
