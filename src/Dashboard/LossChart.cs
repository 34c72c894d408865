using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ModelCompiler.Dashboard;

/// <summary>
/// Draws curves with braille patterns, each character a grid of 2 × 4 dots; with asterisks where the terminal has no such characters.
/// </summary>
internal sealed class LossChart
{
    private const int DotColumns = 2;
    private const int DotRows = 4;
    private const char EmptyPattern = '\u2800';

    // The bits of a braille pattern by row and column (Unicode, chapter 21.1).
    private static readonly byte[,] _bits =
    {
        { 0x01, 0x08 },
        { 0x02, 0x10 },
        { 0x04, 0x20 },
        { 0x40, 0x80 },
    };

    private readonly int _width;
    private readonly int _height;
    private readonly byte[,] _dots;
    private readonly int[,] _series;
    private readonly double _epochs;
    private double _least = double.MaxValue;
    private double _most = double.MinValue;

    /// <summary>An empty chart.</summary>
    /// <param name="width">In characters, at least 2.</param>
    /// <param name="height">In characters, at least 2.</param>
    /// <param name="epochs">The horizontal range.</param>
    /// <param name="curves">All curves to be drawn, for the vertical range.</param>
    public LossChart(int width, int height, double epochs, params ReadOnlySpan<IReadOnlyList<(double Epoch, double Loss)>> curves)
    {
        (_width, _height, _epochs) = (width, height, epochs);
        _dots = new byte[height, width];
        _series = new int[height, width];
        foreach (IReadOnlyList<(double Epoch, double Loss)> curve in curves)
        {
            foreach ((_, double loss) in curve)
                (_least, _most) = (Math.Min(_least, loss), Math.Max(_most, loss));
        }

        for (int series = 0; series < curves.Length; series++)
            Draw(curves[series], series);
    }

    /// <summary>The lines of the chart, with the largest and the smallest loss at the left.</summary>
    /// <param name="styles">A style for each curve.</param>
    /// <param name="unicode">Whether the terminal can show braille.</param>
    public Paragraph Lines(Style[] styles, bool unicode)
    {
        var lines = new Paragraph { Overflow = Overflow.Crop };
        var text = new StringBuilder();
        for (int row = 0; row < _height; row++)
        {
            string label =
                _least > _most ? ""
                : row == 0 ? Number(_most)
                : row == _height - 1 ? Number(_least)
                : "";
            lines.Append($"{label, 9} {(unicode ? '│' : '|')}", new Style(decoration: Decoration.Dim));
            for (int column = 0; column < _width; )
            {
                // Neighbours of one curve make one piece of text: pieces, not characters, are what drawing costs.
                int series = _series[row, column];
                for (text.Clear(); column < _width && _series[row, column] == series; column++)
                    text.Append(
                        _dots[row, column] == 0 ? ' '
                        : unicode ? (char)(EmptyPattern + _dots[row, column])
                        : '*'
                    );
                lines.Append(text.ToString(), styles[series]);
            }

            if (row < _height - 1)
                lines.Append("\n");
        }

        return lines;
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private void Draw(IReadOnlyList<(double Epoch, double Loss)> curve, int series)
    {
        (double X, double Y)? last = null;
        foreach ((double epoch, double loss) in curve)
        {
            double x = epoch / _epochs * ((_width * DotColumns) - 1);
            double y = _most > _least ? (_most - loss) / (_most - _least) * ((_height * DotRows) - 1) : (_height * DotRows) - 1;
            (double fromX, double fromY) = last ?? (x, y);
            int steps = 1 + (int)Math.Max(Math.Abs(x - fromX), Math.Abs(y - fromY));
            for (int step = 0; step <= steps; step++)
                Dot(fromX + ((x - fromX) * step / steps), fromY + ((y - fromY) * step / steps), series);
            last = (x, y);
        }
    }

    private void Dot(double x, double y, int series)
    {
        int column = Math.Clamp((int)Math.Round(x), 0, (_width * DotColumns) - 1);
        int row = Math.Clamp((int)Math.Round(y), 0, (_height * DotRows) - 1);
        _dots[row / DotRows, column / DotColumns] |= _bits[row % DotRows, column % DotColumns];
        _series[row / DotRows, column / DotColumns] = series;
    }
}
