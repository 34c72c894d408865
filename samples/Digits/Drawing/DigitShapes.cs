namespace Digits.Drawing;

/// <summary>How people write the ten digits: a few ways for each, each way a list of strokes.</summary>
internal static class DigitShapes
{
    /// <summary>The ways to write a digit, by digit.</summary>
    public static readonly Stroke[][][] Ways =
    [
        [ // 0: round or narrow
            [Stroke.Oval(0.5f, 0.5f, 0.34f, 0.48f)],
            [Stroke.Oval(0.5f, 0.5f, 0.23f, 0.48f)],
        ],
        [ // 1: bare, with a flag, with a flag and a foot
            [new((0.5f, 0f), (0.5f, 1f))],
            [new((0.28f, 0.24f), (0.54f, 0f)), new((0.54f, 0f), (0.54f, 1f))],
            [new((0.28f, 0.24f), (0.5f, 0f)), new((0.5f, 0f), (0.5f, 1f)), new((0.22f, 1f), (0.78f, 1f))],
        ],
        [ // 2: with a straight foot, with a loop
            [new((0.18f, 0.26f), (0.34f, 0.04f), (0.68f, 0.04f), (0.8f, 0.28f), (0.6f, 0.6f), (0.16f, 1f)), new((0.16f, 1f), (0.86f, 1f))],
            [
                new(
                    (0.2f, 0.22f),
                    (0.42f, 0f),
                    (0.72f, 0.12f),
                    (0.7f, 0.42f),
                    (0.4f, 0.8f),
                    (0.2f, 0.96f),
                    (0.16f, 0.82f),
                    (0.34f, 0.8f),
                    (0.58f, 0.96f),
                    (0.86f, 0.92f)
                ),
            ],
        ],
        [ // 3: round, with a flat top
            [
                new((0.2f, 0.12f), (0.5f, 0f), (0.76f, 0.16f), (0.68f, 0.4f), (0.42f, 0.48f)),
                new((0.42f, 0.48f), (0.72f, 0.54f), (0.82f, 0.76f), (0.56f, 1f), (0.18f, 0.9f)),
            ],
            [
                new((0.2f, 0.02f), (0.78f, 0.02f)),
                new((0.78f, 0.02f), (0.46f, 0.42f)),
                new((0.46f, 0.42f), (0.78f, 0.54f), (0.78f, 0.84f), (0.48f, 1f), (0.18f, 0.88f)),
            ],
        ],
        [ // 4: open, closed
            [new((0.24f, 0f), (0.16f, 0.56f)), new((0.16f, 0.56f), (0.86f, 0.54f)), new((0.7f, 0.1f), (0.64f, 1f))],
            [new((0.66f, 0f), (0.12f, 0.66f)), new((0.12f, 0.66f), (0.88f, 0.66f)), new((0.66f, 0f), (0.66f, 1f))],
        ],
        [ // 5: with corners, in one swing
            [
                new((0.78f, 0f), (0.28f, 0.02f)),
                new((0.28f, 0.02f), (0.22f, 0.46f)),
                new((0.22f, 0.46f), (0.56f, 0.38f), (0.82f, 0.64f), (0.66f, 0.94f), (0.18f, 0.94f)),
            ],
            [new((0.8f, 0.04f), (0.46f, 0.02f), (0.26f, 0.26f), (0.5f, 0.44f), (0.76f, 0.66f), (0.6f, 0.96f), (0.2f, 0.92f))],
        ],
        [ // 6: curved, with a straight back
            [new((0.72f, 0.02f), (0.36f, 0.24f), (0.2f, 0.62f), (0.34f, 0.96f), (0.68f, 0.94f), (0.78f, 0.7f), (0.56f, 0.52f), (0.26f, 0.66f))],
            [
                new((0.58f, 0f), (0.26f, 0.56f)),
                new((0.26f, 0.56f), (0.22f, 0.84f), (0.48f, 1f), (0.76f, 0.82f), (0.62f, 0.56f), (0.28f, 0.68f)),
            ],
        ],
        [ // 7: plain, with a bar, with a hooked start
            [new((0.16f, 0.03f), (0.82f, 0.03f)), new((0.82f, 0.03f), (0.52f, 0.5f), (0.4f, 1f))],
            [new((0.16f, 0.03f), (0.82f, 0.03f)), new((0.82f, 0.03f), (0.38f, 1f)), new((0.34f, 0.5f), (0.76f, 0.5f))],
            [new((0.2f, 0.22f), (0.22f, 0.04f)), new((0.22f, 0.04f), (0.84f, 0.04f)), new((0.84f, 0.04f), (0.5f, 0.52f), (0.44f, 1f))],
        ],
        [ // 8: two ovals, one line that crosses itself
            [Stroke.Oval(0.5f, 0.25f, 0.24f, 0.25f), Stroke.Oval(0.5f, 0.75f, 0.3f, 0.25f)],
            [
                new(
                    (0.74f, 0.12f),
                    (0.46f, 0f),
                    (0.26f, 0.2f),
                    (0.5f, 0.46f),
                    (0.76f, 0.72f),
                    (0.52f, 1f),
                    (0.24f, 0.78f),
                    (0.46f, 0.52f),
                    (0.74f, 0.26f),
                    (0.7f, 0.08f)
                ),
            ],
        ],
        [ // 9: with a straight stem, with a curved stem
            [new((0.74f, 0.2f), (0.52f, 0f), (0.24f, 0.18f), (0.34f, 0.46f), (0.7f, 0.34f), (0.75f, 0.08f)), new((0.75f, 0.08f), (0.68f, 1f))],
            [
                new(
                    (0.76f, 0.26f),
                    (0.56f, 0.02f),
                    (0.26f, 0.14f),
                    (0.26f, 0.42f),
                    (0.56f, 0.48f),
                    (0.76f, 0.26f),
                    (0.74f, 0.64f),
                    (0.54f, 0.96f),
                    (0.24f, 0.94f)
                ),
            ],
        ],
    ];
}
