namespace ModelCompiler;

/// <summary>Reads small tensors of numbers that are no parameters.</summary>
internal static class ExtraTensors
{
    /// <summary>A tensor of one dimension.</summary>
    /// <exception cref="SafeTensorsException">It is missing, or no list of floats.</exception>
    public static double[] Vector(SafeTensorsReader reader, string name, string fileName) => Values(reader, name, fileName, rank: 1);

    /// <summary>A tensor of one number.</summary>
    /// <exception cref="SafeTensorsException">It is missing, or no single float.</exception>
    public static double Number(SafeTensorsReader reader, string name, string fileName) => Values(reader, name, fileName, rank: 0)[0];

    private static double[] Values(SafeTensorsReader reader, string name, string fileName, int rank)
    {
        SafeTensor tensor = reader.Find(name) ?? throw new SafeTensorsException(fileName, $"'{name}' is missing.");
        if (tensor.Shape.Length != rank)
            throw new SafeTensorsException(
                fileName,
                $"'{name}' has shape {SafeTensor.ShapeText(tensor.Shape)}, but should have {Amount.Of(rank, "dimension")}."
            );
        double[] values = new double[tensor.Count];
        reader.Read(tensor, values);
        return values;
    }
}
