using ScottPlot;

namespace ModelCompiler.Plotting;

/// <summary>The colours of all pictures: those of Okabe and Ito (2008), which people of every colour vision can tell apart.</summary>
internal static class Palette
{
    public static readonly Color Blue = Color.FromHex("#0072B2");
    public static readonly Color Vermilion = Color.FromHex("#D55E00");
    public static readonly Color Green = Color.FromHex("#009E73");
    public static readonly Color Purple = Color.FromHex("#CC79A7");
    public static readonly Color Amber = Color.FromHex("#E69F00");
    public static readonly Color SkyBlue = Color.FromHex("#56B4E9");
    public static readonly Color Ink = Color.FromHex("#222222");
    public static readonly Color Grid = Color.FromHex("#E4E4E4");

    private static readonly Color[] _series =
    [
        Blue,
        Vermilion,
        Green,
        Purple,
        Amber,
        SkyBlue,
        Color.FromHex("#7A5C00"),
        Color.FromHex("#666666"),
    ];

    /// <summary>The colour of a series or class; repeats after eight.</summary>
    public static Color Series(int index) => _series[index % _series.Length];

    /// <summary>A mixture: 0 gives the first colour, 1 the second.</summary>
    public static Color Mix(Color from, Color to, double share) =>
        new(Channel(from.Red, to.Red, share), Channel(from.Green, to.Green, share), Channel(from.Blue, to.Blue, share));

    private static byte Channel(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
