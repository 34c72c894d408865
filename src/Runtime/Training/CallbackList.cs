using System.Collections.ObjectModel;

namespace ModelCompiler;

/// <summary>The callbacks of a trainer: none of them is null.</summary>
internal sealed class CallbackList : Collection<TrainingCallback>
{
    /// <inheritdoc/>
    protected override void InsertItem(int index, TrainingCallback item)
    {
        ArgumentNullException.ThrowIfNull(item);
        base.InsertItem(index, item);
    }

    /// <inheritdoc/>
    protected override void SetItem(int index, TrainingCallback item)
    {
        ArgumentNullException.ThrowIfNull(item);
        base.SetItem(index, item);
    }
}
