using System.Globalization;
using ModelCompiler;

namespace EdgeInference;

/// <summary>Trains a model on labelled readings.</summary>
public static class FurtherTraining
{
    /// <summary>Reads labelled lines.</summary>
    /// <exception cref="FormatException">A line cannot be read; the message names it.</exception>
    public static Dataset Read(string path)
    {
        List<float> inputs = [];
        List<int> classes = [];
        float[] values = new float[Reading.Size];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                classes.Add((int)Reading.ParseLabelled(line, values));
            }
            catch (FormatException problem)
            {
                throw new FormatException($"{path}, line {number}: {problem.Message}", problem);
            }

            inputs.AddRange(values);
        }

        if (classes.Count < 10)
            throw new FormatException(
                $"{path} has {classes.Count} readings; at least 10 are needed, since a fifth of them is kept for validation"
            );
        return new Dataset(inputs.ToArray(), Reading.Size, classes.ToArray(), MachineClassifier.OutputSize);
    }

    /// <summary>Trains on four fifths of the readings and keeps the parameters that do best on the others.</summary>
    public static void Run(MachineClassifier model, Dataset readings, TextWriter output)
    {
        (Dataset train, Dataset validation) = readings.Split(0.8, seed: 1);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"before: accuracy {Accuracy(model, validation):F3} on {validation.Count} readings kept for validation"
            )
        );
        var trainer = new Trainer<MachineClassifier>(model, new Adam(learningRate: 0.002f))
        {
            BatchSize = 32,
            Epochs = 40,
            Seed = 1,
        };
        trainer.EarlyStopping = new EarlyStopping { Patience = 8 };
        output.WriteLine(trainer.Fit(train, validation));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"after: accuracy {Accuracy(model, validation):F3}"));
    }

    private static double Accuracy(MachineClassifier model, Dataset readings)
    {
        int right = 0;
        for (int i = 0; i < readings.Count; i++)
        {
            if (model.PredictClass(readings.Input(i)) == readings.Class(i))
                right++;
        }

        return (double)right / readings.Count;
    }
}
