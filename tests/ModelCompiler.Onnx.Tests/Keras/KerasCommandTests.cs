using System.Globalization;
using System.Text;
using ModelCompiler.Importing;
using ModelCompiler.Tool;

namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>What the commands make of files of Keras.</summary>
public sealed class KerasCommandTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Arrays_that_Python_saved_are_compared(bool isRight)
    {
        string folder = Directory.CreateTempSubdirectory("keras").FullName;
        try
        {
            KerasModel model = KerasZoo.Models["Cnn"]();
            string path = Path.Combine(folder, "net.keras");
            File.WriteAllBytes(path, model.ToArchive());
            Sample[] samples = model.Samples(3);
            Save(Path.Combine(folder, "input_0.npy"), "3, 9, 8, 2", samples.SelectMany(sample => sample.Values));
            Save(
                Path.Combine(folder, "output_0.npy"),
                "3, 4",
                samples.SelectMany(sample => model.Compute(sample).Values.Select(value => isRight ? value : value + 0.01))
            );
            ImportedNetwork network = KerasImporter.Import(path);
            Assert.Equal(isRight, KerasVerification.Run(path, network, folder: null));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Layers_and_weights_are_listed()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, KerasZoo.Models["Mlp"]().ToLegacy());
            Assert.True(KerasImporter.IsKeras(path));
            var contents = KerasContents.Read(path);
            Assert.Equal("2.13.1", contents.Version);
            Assert.Contains(new KerasLayerSummary("first_layer", "Dense", "units=9, activation=\"relu\""), contents.Layers);
            Assert.Contains(
                contents.Weights,
                weight => weight.Name == "/model_weights/first_layer/first_layer/kernel:0" && weight.Count == 54
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    // As numpy.save writes an array of doubles.
    private static void Save(string path, string shape, IEnumerable<double> values)
    {
        string header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape}), }}\n";
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write([0x93, .. "NUMPY"u8, 1, 0]);
        writer.Write(Convert.ToUInt16(header.Length, CultureInfo.InvariantCulture));
        writer.Write(Encoding.ASCII.GetBytes(header));
        foreach (double value in values)
            writer.Write(value);
    }
}
