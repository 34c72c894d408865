using ModelCompiler;
using ModelCompiler.Data;

Table table = Table.Read("gates.csv");
int[] rows = [.. Enumerable.Range(0, table.RowCount)];
FeatureEncoder encoder = FeatureEncoder.Fit(
    table,
    rows,
    new NumberFeature("left") { IndicateMissing = true },
    new CategoryFeature("right", "low", "high")
);
Dataset data = Dataset.ForTargets(encoder.Encode(table, rows), encoder.InputSize, table.Numbers("output"), 1);
Console.WriteLine($"{encoder.InputSize} inputs in {table.RowCount} rows");

var model = new Gate(seed: 1);
new Trainer<Gate>(model, new Adam(0.05)) { BatchSize = 4, Epochs = 20 }.Fit(data);
var extras = new ModelExtras();
encoder.AddTo(extras);
model.Save("gate.safetensors", extras);

var other = new Gate();
other.Load("gate.safetensors", out ModelExtras loaded);
float[] expected = model.Predict(data.Inputs);
float[] actual = other.Predict(FeatureEncoder.From(loaded).Encode(table, rows));
Console.WriteLine(expected.AsSpan().SequenceEqual(actual) ? "the same predictions after loading" : "other predictions after loading");

[Model]
[Input(4)]
[Dense(4, Activation.Tanh)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class Gate;
