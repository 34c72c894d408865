using ModelCompiler;

namespace Tabular;

/// <summary>Turns rows of a table into standardised inputs. Everything it knows of the values comes from the training rows.</summary>
internal sealed class FeatureEncoder
{
    private readonly Table _table;
    private readonly Feature[] _features;
    private readonly float[] _means;
    private readonly Standardizer _standardizer;

    /// <summary>Learns means and standard deviations.</summary>
    public FeatureEncoder(Table table, Feature[] features, ReadOnlySpan<int> trainingRows)
    {
        (_table, _features) = (table, features);
        _means = new float[features.Length];
        for (int index = 0; index < features.Length; index++)
        {
            if (features[index] is NumberFeature number)
                _means[index] = Mean(number, trainingRows);
        }

        InputSize = features.Sum(feature => feature is CategoryFeature category ? category.Categories.Length : 1);
        _standardizer = Standardizer.Fit(Raw(trainingRows), InputSize);
    }

    /// <summary>The inputs of one sample.</summary>
    public int InputSize { get; }

    /// <summary>The inputs of rows, sample after sample.</summary>
    public float[] Encode(ReadOnlySpan<int> rows)
    {
        float[] inputs = Raw(rows);
        _standardizer.Transform(inputs);
        return inputs;
    }

    private float[] Raw(ReadOnlySpan<int> rows)
    {
        var inputs = new List<float>(rows.Length * InputSize);
        foreach (int row in rows)
        {
            for (int index = 0; index < _features.Length; index++)
            {
                if (_features[index] is CategoryFeature category)
                {
                    string? text = _table.Text(row, category.Column);
                    inputs.AddRange(category.Categories.Select(name => name == text ? 1f : 0f));
                }
                else
                {
                    inputs.Add(Value((NumberFeature)_features[index], row) ?? _means[index]);
                }
            }
        }

        return [.. inputs];
    }

    private float? Value(NumberFeature feature, int row) => _table.Number(row, feature.Column) is float value && !(feature.ZeroIsMissing && value == 0) ? value : null;

    private float Mean(NumberFeature feature, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        int count = 0;
        foreach (int row in rows)
        {
            if (Value(feature, row) is not float value)
                continue;
            sum += value;
            count++;
        }

        return count == 0 ? throw new InvalidDataException($"No training sample has a value in column '{feature.Column}'.") : (float)(sum / count);
    }
}
