using ModelCompiler;

namespace Browser;

/// <summary>Remembers the loss of every step for a curve, in means of a few steps so that the curve is smooth.</summary>
internal sealed class LossRecorder : TrainingCallback
{
    /// <summary>The steps whose mean is one point of the curve.</summary>
    public const int StepsOfAPoint = 8;
    private readonly List<double> _means = [];
    private double _sum;
    private int _count;

    /// <summary>The mean losses of <see cref="StepsOfAPoint"/> steps each.</summary>
    public IReadOnlyList<double> Means => _means;

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingContext context)
    {
        _sum += context.StepLoss;
        if (++_count < StepsOfAPoint)
            return;
        _means.Add(_sum / _count);
        _sum = 0;
        _count = 0;
    }
}
