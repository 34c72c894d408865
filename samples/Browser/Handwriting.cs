using Digits.Drawing;

namespace Browser;

/// <summary>What somebody draws with a mouse, a finger or a pen, and the picture of 28 by 28 pixels that a network is shown.</summary>
public sealed class Handwriting
{
    /// <summary>The pixels of the picture.</summary>
    public const int Pixels = Canvas.Size * Canvas.Size;

    // As large, and drawn with as wide a pen, as the digits that the network learns from.
    private const float Height = 18f;
    private const float Width = 15f;
    private const float PenRadius = 1.15f;

    // Of the paper; points nearer than that to the one before add nothing but work.
    private const float LeastDistance = 0.012f;

    private readonly List<List<(float X, float Y)>> _strokes = [];
    private readonly Canvas _canvas = new();
    private (float X, float Y)[] _points = new (float, float)[64];
    private bool _isDown;

    /// <summary>The strokes, each a list of points; the paper is a unit square and y grows downwards.</summary>
    public IReadOnlyList<IReadOnlyList<(float X, float Y)>> Strokes => _strokes;

    /// <summary>Whether nothing has been drawn.</summary>
    public bool IsEmpty => _strokes.Count == 0;

    /// <summary>Puts the pen down.</summary>
    public void Begin(float x, float y)
    {
        _isDown = true;
        _strokes.Add([(x, y), (x, y)]);
    }

    /// <summary>Moves the pen, up or down.</summary>
    /// <returns>Whether that has drawn anything.</returns>
    public bool MoveTo(float x, float y)
    {
        if (!_isDown)
            return false;
        List<(float X, float Y)> stroke = _strokes[^1];
        (float lastX, float lastY) = stroke[^1];
        if (MathF.Abs(x - lastX) + MathF.Abs(y - lastY) < LeastDistance)
            return false;
        stroke.Add((x, y));
        return true;
    }

    /// <summary>Takes the pen off.</summary>
    public void End() => _isDown = false;

    /// <summary>Takes a new sheet.</summary>
    public void Clear()
    {
        _strokes.Clear();
        _isDown = false;
    }

    /// <summary>The picture: the drawing in the middle and of the usual size, wherever and however large it is on the paper.</summary>
    /// <param name="pixels">Receives <see cref="Pixels"/> values from 0 (paper) to 1 (ink), row by row.</param>
    public void Render(Span<float> pixels)
    {
        _canvas.Clear();
        (float left, float top, float right, float bottom) = Bounds();
        float scale = Math.Min(Height / Math.Max(bottom - top, 1e-3f), Width / Math.Max(right - left, 1e-3f));
        scale = Math.Min(scale, 2.5f * Canvas.Size);
        float middleX = (left + right) / 2f,
            middleY = (top + bottom) / 2f;
        foreach (List<(float X, float Y)> stroke in _strokes)
        {
            if (_points.Length < stroke.Count)
                Array.Resize(ref _points, 2 * stroke.Count);
            for (int i = 0; i < stroke.Count; i++)
                _points[i] = (
                    (Canvas.Size / 2f) + ((stroke[i].X - middleX) * scale),
                    (Canvas.Size / 2f) + ((stroke[i].Y - middleY) * scale)
                );
            _canvas.DrawCurve(_points.AsSpan(0, stroke.Count), PenRadius + 1f);
        }

        _canvas.Ink(pixels, PenRadius);
    }

    private (float Left, float Top, float Right, float Bottom) Bounds()
    {
        (float left, float top, float right, float bottom) = (1f, 1f, 0f, 0f);
        foreach (List<(float X, float Y)> stroke in _strokes)
        {
            foreach ((float x, float y) in stroke)
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        return (left, top, right, bottom);
    }
}
