namespace ModelCompiler;

/// <summary>
/// Reads images, labels and other arrays in the IDX format of MNIST, Fashion-MNIST, KMNIST and EMNIST, plain or compressed with gzip (told
/// apart by their first bytes, not by the name). Thread-safe.
/// </summary>
/// <remarks>
/// The format (LeCun, Cortes and Burges, "The MNIST database"): two zero bytes, the element type (<see cref="IdxElementType"/>), the number
/// of dimensions, each dimension as a big-endian 32-bit integer, then the elements, big-endian. A compressed file may have several members
/// and be padded behind the last, as gzip's own may. A file is not trusted: memory grows with the elements that arrive, whatever the header
/// claims.
/// </remarks>
public static class IdxReader
{
    /// <summary>Reads a file of any number of dimensions and any element type.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is broken; the message names the file and says how.</exception>
    public static IdxArray Read(string path) => IdxFile.Read(path, dimensionCount: null, "elements");

    /// <summary>
    /// Reads a file of images: three dimensions. An unsigned byte b becomes b / 255; numbers of other types stay as they are.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="transpose">
    /// Whether rows and columns change places: the images of EMNIST are stored column after column, so that without it they lie on their
    /// side.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is broken or of another kind; the message names the file and says how.</exception>
    public static IdxImages ReadImages(string path, bool transpose = false)
    {
        IdxArray array = IdxFile.Read(path, dimensionCount: 3, "images");
        float[] pixels = array.Type == IdxElementType.UnsignedByte ? Scaled(array.Bytes) : array.ToSingles();
        int rows = array.Dimensions[1],
            columns = array.Dimensions[2];
        return transpose
            ? new IdxImages(Transposed(pixels, rows, columns), array.Dimensions[0], columns, rows)
            : new IdxImages(pixels, array.Dimensions[0], rows, columns);
    }

    /// <summary>Reads a file of labels: one dimension of whole numbers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="firstLabel">The label that becomes 0; 1 for the letters of EMNIST, which are counted from 1.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is broken or of another kind, or a label is no whole number or lies before <paramref name="firstLabel"/>; the message names
    /// the file and says how.
    /// </exception>
    public static int[] ReadLabels(string path, int firstLabel = 0)
    {
        IdxArray array = IdxFile.Read(path, dimensionCount: 1, "labels");
        int[] labels = new int[array.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            double value = array.Element(i);
            if (value != Math.Floor(value) || Math.Abs(value) > int.MaxValue)
                throw new InvalidDataException(
                    string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"'{path}': label {i} is {value}, which is no whole number."
                    )
                );
            if (value < firstLabel)
                throw new InvalidDataException(
                    $"'{path}': label {i} is {(int)value}, but the labels begin at {firstLabel}: pass another {nameof(firstLabel)}."
                );
            labels[i] = checked((int)((long)value - firstLabel));
        }

        return labels;
    }

    /// <summary>Reads images and their labels as a dataset of rows × columns inputs and class indices.</summary>
    /// <param name="imagesPath">The file of images.</param>
    /// <param name="labelsPath">The file of labels.</param>
    /// <param name="classCount">The number of classes; by default the largest label plus 1, counted from
    /// <paramref name="firstLabel"/>.</param>
    /// <param name="firstLabel">As for <see cref="ReadLabels"/>.</param>
    /// <param name="transpose">As for <see cref="ReadImages"/>.</param>
    /// <example><code>
    /// Dataset letters = IdxReader.ReadClassification("emnist-letters-train-images-idx3-ubyte.gz",
    /// "emnist-letters-train-labels-idx1-ubyte.gz",
    ///     classCount: 26, firstLabel: 1, transpose: true);
    /// </code></example>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is broken, the two do not belong together, or a label is none of
    /// <paramref name="classCount"/> classes.</exception>
    public static Dataset ReadClassification(
        string imagesPath,
        string labelsPath,
        int? classCount = null,
        int firstLabel = 0,
        bool transpose = false
    )
    {
        if (classCount is int required)
            ArgumentOutOfRangeException.ThrowIfLessThan(required, 1, nameof(classCount));
        int[] labels = ReadLabels(labelsPath, firstLabel);
        IdxImages images = ReadImages(imagesPath, transpose);
        if (images.Count != labels.Length)
            throw new InvalidDataException(
                $"'{imagesPath}' has {Amount.Of(images.Count, "image")}, but '{labelsPath}' has {Amount.Of(labels.Length, "label")}: "
                    + $"they do not belong together."
            );
        int classes = classCount ?? Dataset.InferClassCount(labels);
        int outside = labels.AsSpan().IndexOfAnyExceptInRange(0, classes - 1);
        if (outside >= 0)
            throw new InvalidDataException(
                $"'{labelsPath}': label {outside} is {labels[outside] + firstLabel}, but with "
                    + $"{Amount.Of(classes, "class", "classes")} the labels are {firstLabel} to {firstLabel + classes - 1}."
            );
        return Dataset.Wrap(images.Pixels, images.Rows * images.Columns, labels, classes);
    }

    private static float[] Scaled(ReadOnlySpan<byte> elements)
    {
        Span<float> scaled = stackalloc float[256];
        for (int value = 0; value < scaled.Length; value++)
            scaled[value] = value / 255f;
        float[] pixels = new float[elements.Length];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = scaled[elements[i]];
        return pixels;
    }

    private static float[] Transposed(float[] pixels, int rows, int columns)
    {
        float[] transposed = new float[pixels.Length];
        for (int start = 0; start < pixels.Length; start += rows * columns)
        for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            transposed[start + (column * rows) + row] = pixels[start + (row * columns) + column];
        return transposed;
    }
}
