namespace ModelCompiler;

/// <summary>Loads a folder with the four files of MNIST or of a dataset in its form, such as Fashion-MNIST and KMNIST.</summary>
public static class MnistFiles
{
    private const int ClassCount = 10;

    /// <summary>
    /// Loads the training and the test data: each sample has 784 inputs from 0 to 1 (28 × 28 pixels, row after row) and one of 10 classes.
    /// </summary>
    /// <param name="folder">
    /// The folder with <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c>, each with or without <c>.gz</c> (and as <c>train-images.idx3-ubyte</c>, the other common spelling).
    /// </param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file is missing; the message names it.</exception>
    /// <exception cref="InvalidDataException">A file is broken; the message names it and says how.</exception>
    public static (Dataset Train, Dataset Test) Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");

        // All names first: a missing test file should not cost the time to read the training files.
        string trainImages = Find(folder, "train-images", "idx3-ubyte");
        string trainLabels = Find(folder, "train-labels", "idx1-ubyte");
        string testImages = Find(folder, "t10k-images", "idx3-ubyte");
        string testLabels = Find(folder, "t10k-labels", "idx1-ubyte");
        return (
            IdxReader.ReadClassification(trainImages, trainLabels, ClassCount),
            IdxReader.ReadClassification(testImages, testLabels, ClassCount)
        );
    }

    private static string Find(string folder, string name, string kind)
    {
        foreach (string candidate in (ReadOnlySpan<string>)[$"{name}-{kind}.gz", $"{name}-{kind}", $"{name}.{kind}.gz", $"{name}.{kind}"])
        {
            string path = Path.Combine(folder, candidate);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException(
            $"The folder '{folder}' has no {name}-{kind}.gz (nor {name}-{kind} without .gz): put the four files of MNIST there.",
            Path.Combine(folder, $"{name}-{kind}")
        );
    }
}
