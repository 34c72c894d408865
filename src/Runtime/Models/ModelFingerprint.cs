using System.Globalization;

namespace ModelCompiler;

/// <summary>Tells parameters from other parameters.</summary>
public static class ModelFingerprint
{
    /// <summary>
    /// A hash of every bit of a model's parameters, running statistics included, as 16 hexadecimal digits: what to print at the end of a
    /// run to compare it with another one. It is of the buffer as this version of the compiler lays it out. Allocates the text; thread-safe
    /// while nobody changes the model.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    public static string Fingerprint<TModel>(this TModel model)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        return ValueHash.Of(model.Parameters).ToString("x16", CultureInfo.InvariantCulture);
    }
}
