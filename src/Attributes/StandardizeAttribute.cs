namespace ModelCompiler;

/// <summary>
/// Shifts and scales each value of a sample by numbers that were fitted to data beforehand: <c>y = (x - mean) / standard deviation</c>.
/// Keras's <c>Normalization</c>, scikit-learn's <c>StandardScaler</c>, as a part of the model: what the training data was standardized with
/// is saved, loaded and shipped with the weights.
/// </summary>
/// <remarks>
/// <para>
/// Usually the first layer. Until it is fitted the layer changes nothing: mean 0, standard deviation 1. Fit it once before training,
/// <c>model.Standardize1.Fit(train)</c>, or give it the numbers of a <c>Standardizer</c>; no optimizer changes them, whatever
/// <see cref="LayerAttribute.Trainable"/> says.
/// </para>
/// <para>
/// The parameters are called <c>mean</c>, <c>mean_rest</c> and <c>standard_deviation</c>, one of each for each value. A mean is kept as two
/// floats, rounded and what the rounding left, so that values as large as time stamps keep their differences.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StandardizeAttribute : LayerAttribute;
