using System.Diagnostics.CodeAnalysis;

namespace ModelCompiler;

/// <content>Continuing runs on rows.</content>
public static partial class Checkpoint
{
    /// <summary>Continues a run on rows: <see cref="Resume{TModel}(Trainer{TModel}, string, Dataset)"/>.</summary>
    /// <inheritdoc cref="Resume{TModel}(Trainer{TModel}, string, Dataset)"/>
    public static void Resume<TModel>(this Trainer<TModel> trainer, string path, RowSource train)
        where TModel : class, IModel<TModel> => Resume(trainer, path, (ISamples)train);

    /// <summary>Continues a run on rows if there is one to continue:
    /// <see cref="TryResume{TModel}(Trainer{TModel}, string, Dataset, out string)"/>.</summary>
    /// <inheritdoc cref="TryResume{TModel}(Trainer{TModel}, string, Dataset, out string)"/>
    public static bool TryResume<TModel>(
        this Trainer<TModel> trainer,
        string path,
        RowSource train,
        [NotNullWhen(false)] out string? reason
    )
        where TModel : class, IModel<TModel> => TryResume(trainer, path, (ISamples)train, out reason);

    private static void Resume<TModel>(Trainer<TModel> trainer, string path, ISamples train)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(train);
        using SafeTensorsReader reader = SharedFile.Open(trainer.World, path);
        Resume(trainer, reader, Path.GetFileName(path), train);
    }

    private static bool TryResume<TModel>(Trainer<TModel> trainer, string path, ISamples train, [NotNullWhen(false)] out string? reason)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(train);
        try
        {
            Resume(trainer, path, train);
            reason = null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            reason = $"There is no file '{path}'.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = exception.Message;
        }

        return reason is null;
    }
}
