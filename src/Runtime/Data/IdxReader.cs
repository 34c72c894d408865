namespace ModelCompiler;

/// <summary>
/// Reads images and labels in the IDX format of MNIST, Fashion-MNIST, KMNIST and EMNIST, plain or compressed with gzip (told apart by their first
/// bytes, not by the name). Thread-safe.
/// </summary>
/// <remarks>
/// The format (LeCun, Cortes and Burges, "The MNIST database"): two zero bytes, the element type (8 is an unsigned byte), the number of dimensions,
/// each dimension as a big-endian 32-bit integer, then the elements. A file is not trusted: its header is compared with what the file can
/// hold before memory is reserved for it.
/// </remarks>
public static class IdxReader
{
    /// <summary>Reads a file of images: three dimensions of unsigned bytes. A byte b becomes b / 255.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is broken or of another kind; the message names the file and says how.</exception>
    public static IdxImages ReadImages(string path)
    {
        IdxFile file = IdxFile.Read(path, dimensionCount: 3, "images");
        float[] pixels = new float[file.Elements.Length];
        Span<float> scaled = stackalloc float[256];
        for (int value = 0; value < scaled.Length; value++)
            scaled[value] = value / 255f;
        ReadOnlySpan<byte> elements = file.Elements;
        for (int i = 0; i < elements.Length; i++)
            pixels[i] = scaled[elements[i]];
        return new IdxImages(pixels, file.Dimensions[0], file.Dimensions[1], file.Dimensions[2]);
    }

    /// <summary>Reads a file of labels: one dimension of unsigned bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is broken or of another kind; the message names the file and says how.</exception>
    public static int[] ReadLabels(string path)
    {
        ReadOnlySpan<byte> elements = IdxFile.Read(path, dimensionCount: 1, "labels").Elements;
        int[] labels = new int[elements.Length];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = elements[i];
        return labels;
    }

    /// <summary>Reads images and their labels as a dataset of rows × columns inputs and class indices.</summary>
    /// <param name="imagesPath">The file of images.</param>
    /// <param name="labelsPath">The file of labels.</param>
    /// <param name="classCount">The number of classes; by default the largest label plus 1.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is broken, the two do not belong together, or a label is not below <paramref name="classCount"/>.</exception>
    public static Dataset ReadClassification(string imagesPath, string labelsPath, int? classCount = null)
    {
        if (classCount is int required)
            ArgumentOutOfRangeException.ThrowIfLessThan(required, 1, nameof(classCount));
        int[] labels = ReadLabels(labelsPath);
        IdxImages images = ReadImages(imagesPath);
        if (images.Count != labels.Length)
            throw new InvalidDataException($"'{imagesPath}' has {images.Count} images, but '{labelsPath}' has {labels.Length} labels: they do not belong together.");
        int classes = classCount ?? Dataset.InferClassCount(labels);
        int outside = labels.AsSpan().IndexOfAnyExceptInRange(0, classes - 1);
        if (outside >= 0)
            throw new InvalidDataException($"'{labelsPath}': label {outside} is {labels[outside]}, but with {classes} classes the labels are 0 to {classes - 1}.");
        return Dataset.Wrap(images.Pixels, images.Rows * images.Columns, labels, classes);
    }
}
