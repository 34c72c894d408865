namespace ModelCompiler;

/// <summary>One learning rate from beginning to end.</summary>
/// <param name="rate">The rate, 0 or more.</param>
public sealed class ConstantRate(double rate) : LearningRateSchedule
{
    private readonly float _rate = (float)Hyperparameter.NotNegative(rate, nameof(rate));

    /// <inheritdoc/>
    public override float Rate(TrainingPosition position) => _rate;
}
