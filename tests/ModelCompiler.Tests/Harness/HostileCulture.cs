using System.Globalization;
using System.Runtime.CompilerServices;

namespace ModelCompiler.Tests.Harness;

/// <summary>
/// A culture in which no number looks as it does in C#. All of this assembly runs under it, so that whatever asks for the culture of the
/// thread is found out.
/// </summary>
internal static class HostileCulture
{
    public static CultureInfo Create()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = "¤";
        culture.NumberFormat.NumberGroupSeparator = "_";
        culture.NumberFormat.NegativeSign = "minus";
        culture.NumberFormat.PositiveSign = "plus";
        culture.NumberFormat.NaNSymbol = "none";
        culture.NumberFormat.PositiveInfinitySymbol = "much";
        return culture;
    }

    [ModuleInitializer]
    public static void Install()
    {
        CultureInfo.DefaultThreadCurrentCulture = Create();
        CultureInfo.CurrentCulture = Create();
    }
}
