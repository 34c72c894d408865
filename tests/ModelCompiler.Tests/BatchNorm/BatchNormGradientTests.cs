using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Images;

namespace ModelCompiler.Tests.BatchNorms;

/// <summary>
/// Every network of the table in double precision: predictions and losses with running statistics, the loss of a gradient with those of the
/// batch, every element of every gradient against the central difference of that loss, and the running statistics afterwards.
/// </summary>
public sealed class BatchNormGradientTests
{
    public static TheoryData<string> Names => [.. BatchNormNetworks.Networks.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_loss_gradients_and_statistics(string name)
    {
        Network network = BatchNormNetworks.Find(name);
        ICompiledModel model = BatchNormNetworks.Models.Create(name);
        BatchNormNetworks.Shake(model);
        const int Samples = 5;
        var random = new Random(7);
        float[] inputs = [.. Enumerable.Range(0, Samples * network.InputSize).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] targets = [.. Enumerable.Range(0, Samples * network.OutputSize).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        double[] exact = Array.ConvertAll(inputs, value => (double)value);
        var reference = new ImageReference(network, model);
        Close.ToEach(reference.Predict(exact), model.Predict(inputs), 1e-5, 1, "output");
        Close.ToEach([reference.LossOf(exact, targets)], [model.Loss(inputs, targets)], 1e-5, 1, "loss");

        float[][] before = [.. model.Description.Parameters.Select(parameter => parameter.Values(model.Parameters))];
        BatchGradient result = model.Gradient(inputs, new Targets(targets));
        Close.ToEach([LossOfTraining()], [result.Loss], 1e-5, 1, "loss of the gradient");
        CentralDifferences.Check(exact, LossOfTraining, result.InputGradient, 2e-4, "gradient of the input");
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
        {
            float[] gradient = parameter.Values(result.Gradient.Span);
            if (parameter.Offset >= model.Description.TrainableBufferLength)
                Assert.All(gradient, value => Assert.Equal(0f, value));
            else
                CentralDifferences.Check(
                    reference.Parameters[parameter.Name],
                    LossOfTraining,
                    gradient,
                    2e-4,
                    "gradient of " + parameter.Name
                );
        }

        CheckStatistics(network, model, before, reference.UseStatisticsOf(exact));

        double LossOfTraining()
        {
            reference.UseRunningStatistics();
            reference.UseStatisticsOf(exact);
            return reference.LossOf(exact, targets);
        }
    }

    /// <summary>
    /// The running statistics have moved by the momentum towards those of the batch, frozen ones not at all, and parameters never.
    /// </summary>
    private static void CheckStatistics(
        Network network,
        ICompiledModel model,
        float[][] before,
        IReadOnlyList<(double[] Mean, double[] Variance)> batches
    )
    {
        List<BatchNorm> norms = [.. network.Layers.OfType<BatchNorm>()];
        for (int index = 0; index < before.Length; index++)
        {
            ParameterDescriptor parameter = model.Description.Parameters[index];
            double[] expected = Array.ConvertAll(before[index], value => (double)value);
            if (parameter.IsStatistic)
            {
                int number =
                    int.Parse(
                        parameter.Name["batch_norm".Length..parameter.Name.IndexOf('.', StringComparison.Ordinal)],
                        System.Globalization.CultureInfo.InvariantCulture
                    ) - 1;
                if (norms[number].Trainable)
                {
                    (double[] mean, double[] variance) = batches[norms.Take(number).Count(norm => norm.Trainable)];
                    double momentum = norms[number].Momentum;
                    expected =
                    [
                        .. expected.Zip(
                            parameter.Name.EndsWith("mean", StringComparison.Ordinal) ? mean : variance,
                            (running, batch) => ((1 - momentum) * running) + (momentum * batch)
                        ),
                    ];
                }

                Close.ToEach(expected, parameter.Values(model.Parameters), 1e-5, 1, parameter.Name);
            }
            else
            {
                Assert.Equal(before[index], parameter.Values(model.Parameters));
            }
        }
    }
}
