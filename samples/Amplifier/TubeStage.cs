namespace Amplifier;

/// <summary>
/// A simulated tube stage at 48 kHz: a coupling capacitor, a bias that follows how hard the grid is driven, an asymmetric curve, and the
/// capacitance that takes the highest frequencies.
/// </summary>
internal sealed class TubeStage
{
    private const double SampleRate = 48_000;

    private static readonly double s_coupling = Coefficient(120),
        s_envelope = Coefficient(40),
        s_plate = Coefficient(9_000);

    private double _slow,
        _drive,
        _plate;

    /// <summary>The next sample of the output.</summary>
    public float Next(float input)
    {
        _slow += s_coupling * (input - _slow);
        double grid = 4 * (input - _slow);
        _drive += s_envelope * (Math.Max(0, grid) - _drive);
        double bias = 0.3 - (0.25 * _drive),
            current = Math.Tanh(grid + bias) - Math.Tanh(bias);
        _plate += s_plate * (current - _plate);
        return (float)(0.7 * _plate);
    }

    // The share of a difference that a filter of the first order takes in one sample.
    private static double Coefficient(double frequency) => 1 - Math.Exp(-2 * Math.PI * frequency / SampleRate);
}
