namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>Methods that are no formulas, each with the one token that is wrong, and attributes that name none.</summary>
internal static class FunctionCases
{
    private const string Learned = "[Learned(1f)] ";

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        // The body.
        Method("=> x * «0.5»;", "'0.5' is 'double', and models compute in float. Write the constant with an f"),
        Method("=> (float)«System.Math.Sin(x)»;", "'System.Math.Sin(x)' is 'double'"),
        Method("=> (float)(x * «2.0»);", "'2.0' is 'double'"),
        Method("=> «Unknown»(x); static float Unknown(float x) => x;", "the function 'Unknown' is not known"),
        Method("=> «System.MathF.Cbrt»(x);", "the function 'System.MathF.Cbrt' is not known. Use Abs, Atan"),
        Method("=> «Field» * x; static float Field = 2;", "'Field' is no part of a formula"),
        Method("=> «Constant» * x; static readonly float Constant = 2;", "'Constant' is no part of a formula"),
        Method("=> «Property» * x; static float Property => 2;", "'Property' is no part of a formula"),
        Method("=> x «%» 2;", "the operator '%' has no vector form"),
        Method("=> «x switch { > 0 => x, _ => 0f }»;", "is no part of a formula"),
        Method("=> «float.NaN»;", "'float.NaN' is not a finite number"),
        Method("=> x + «float.PositiveInfinity»;", "is not a finite number"),
        Method("=> «float.IsNaN(x)» ? 0 : x;", "'float.IsNaN(x)' is no comparison of numbers"),
        Method("=> «x = 2»;", "'x = 2' is no part of a formula"),
        Method("=> «x++»;", "'x++' is no part of a formula"),
        Method("=> «\"text\".Length»;", "is no part of a formula"),
        Method("=> «new float[1][0]»;", "is no part of a formula"),
        Method("=> «F»(x);", "'F' calls itself, and a formula ends. Write out the steps"),
        Method("=> «throw new System.Exception()»;", "is no part of a formula"),
        Method("=> x > 0 ? x : «throw new System.Exception()»;", "is no part of a formula"),
        Method("=> (float)«(int)x»;", "'(int)x' is 'int'"),
        Method("=> «((System.Func<float, float>)(y => y))»(x);", "the function"),
        Method("=> (float)(«(decimal)x» * 2m);", "'(decimal)x' is 'decimal'"),
        Method("=> «x is > 0» ? x : 0;", "is no comparison"),
        Method("«{» return x; }", "a formula has no statements. Write its value behind =>"),
        Method("«{» for (int i = 0; i < 3; i++) x *= x; return x; }", "a formula has no statements"),
        // The head.
        Head("internal float «F»(float x) => x;", "it is not static"),
        Head("internal static «double» F(float x) => x;", "it returns 'double', and models compute in float. Return float"),
        Head("internal static float F(«double» x) => (float)x;", "the parameter 'x' is 'double'"),
        Head("internal static float F(«string» x) => 1;", "the parameter 'x' is 'string'"),
        Head("internal static float F«<T>»(float x) => x;", "a formula is not generic"),
        Head("internal static float F(«ref» float x) => x;", "by value, not by 'ref'"),
        Head("internal static float F(«params» float[] x) => 1;", "by value, not by 'params'"),
        Head("internal static float F(float x «= 2») => x;", "a formula has no optional parameters"),
        Head("internal static float F«()» => 1;", "it has no parameter"),
        Head(
            "internal static «async» System.Threading.Tasks.Task<float> F(float x) => await System.Threading.Tasks.Task.FromResult(x);",
            "a formula cannot wait"
        ),
        Head("internal static extern float «F»(float x);", "it has no body"),
        Head($"internal static float F({Learned}float a, float «x») => x;", "'x' stands behind a parameter that is learned"),
        Head("internal static float F(float x, [«Learned(float.NaN)»] float a) => x;", "a learned parameter cannot start there"),
        Head($"internal static float F(float x, {Learned}float «weight») => x;", "'weight' is the name of a parameter of layers"),
        Head(
            $"internal static float F(float x, {Learned}float a, {Learned}float b, {Learned}float c, "
                + $"{Learned}float d, {Learned}float «e») => x;",
            "'e' is one of more than 4 learned parameters"
        ),
        // The attribute.
        new(
            "MC0171",
            "[Model][Input(2)][Dense(1, typeof(Formulas), «\"Missing\"»)] partial class Net; " + "static class Formulas { }",
            "The function 'Formulas.Missing' cannot be used: 'Formulas' declares no method 'Missing'. Name one of its static methods marked"
        ),
        new(
            "MC0171",
            "[Model][Input(2)][Dense(1, typeof(Formulas), «nameof(Formulas.F)»)] partial class Net; "
                + "static class Formulas { internal static float F(float x) => x; }",
            "it is not marked as a formula. Put [ScalarFunction] on the method"
        ),
        new(
            "MC0171",
            "[Model][Input(2)][Activation(typeof(Formulas), «nameof(Formulas.F)»)] partial class Net; "
                + "static class Formulas { [ScalarFunction] internal static float F(float x) => x; "
                + "[ScalarFunction] internal static float F(float x, float y) => x; }",
            "several methods of that name are marked [ScalarFunction]"
        ),
        new(
            "MC0171",
            "[Model][Input(2)][Activation(typeof(Formulas), «\"F\"»)] partial class Net; "
                + "static class Formulas { [ScalarFunction] static float F(float x) => x; }",
            "generated code cannot call it. Make the method and its type internal or public"
        ),
        new("MC0171", "[Model][Input(2)][Dense(1, typeof(System.Math), «\"Abs\"»)] partial class Net;", "it is not marked as a formula"),
        new(
            "MC0171",
            "[Model][Input(2)][Dense(1)][Loss(«Loss.Custom»)] partial class Net;",
            "Write [Loss(typeof(Formulas), nameof(Formulas.Name))]"
        ),
        new(
            "MC0172",
            "[Model][Input(2)][Dense(1, typeof(Formulas), «\"F\"»)] partial class Net; "
                + "static class Formulas { [ScalarFunction] internal static float F(float x, float y) => x + y; }",
            "The function 'Formulas.F' has 2 parameters. An activation takes one number: mark the others [Learned(start)]"
        ),
        new(
            "MC0172",
            "[Model][Input(2)][Dense(1)][Loss(typeof(Formulas), «\"F\"»)] partial class Net; "
                + "static class Formulas { [ScalarFunction] internal static float F(float x, [Learned(1f)] float y) => x + y; }",
            "has 1 parameter and 1 learned. A loss takes two numbers"
        ),
        // Rows.
        Rowwise("=> Row.Sum(p * t) * «0.5»;", "'0.5' is 'double'"),
        Rowwise("=> «p[0]»;", "'p[0]' is no part of a formula"),
        Rowwise("=> «p.Values[0]»;", "is no part of a formula"),
        Rowwise("=> Row.Sum(«new Row([1f, 2f])» * p);", "is no part of a formula"),
        Rowwise("=> Row.Sum(«Other»(p)); static Row Other(Row x) => x;", "the function 'Other' is not known"),
        new(
            "MC0172",
            "[Model][Input(2)][Dense(2)][Loss(typeof(Formulas), «\"F\"»)] partial class Net; "
                + "static class Formulas { [ScalarFunction] internal static Row F(Row p, Row t) => p - t; }",
            "has a row as its value. Return a float, as Row.Sum(...) makes it"
        ),
        new(
            "MC0172",
            "[Model][Input(2)][Dense(2)][Loss(typeof(Formulas), «\"F\"»)] partial class Net; "
                + "static class Formulas { [ScalarFunction] internal static float F(Row p, float t) => Row.Sum(p) - t; }",
            "has 2 parameters, of numbers and of rows. A loss takes two numbers"
        ),
        new(
            "MC0172",
            "[Model][Input(2)][Dense(2, typeof(Formulas), «\"F\"»)] partial class Net; "
                + "static class Formulas { [ScalarFunction] internal static float F(Row x) => Row.Sum(x); }",
            "has 1 parameter of rows. An activation takes one number"
        ),
        new(
            "MC0207",
            "[Model][Sequence(4, 2, HasLengths = true)][Gru(3)][Loss(typeof(Formulas), «\"F\"»)] partial class Net; "
                + "static class Formulas { [ScalarFunction] internal static float F(Row p, Row t) => Row.Sum(p * t); }",
            "takes a row all of whose values count for each sample"
        ),
    ];

    private static DiagnosticCase Method(string body, string message) =>
        new("MC0170", Source("[ScalarFunction] internal static float F(float x) " + body), message);

    private static DiagnosticCase Rowwise(string body, string message) =>
        new(
            "MC0170",
            "[Model][Input(2)][Dense(2)][Loss(typeof(Formulas), \"F\")] partial class Net; "
                + "static class Formulas { [ScalarFunction] internal static float F(Row p, Row t) "
                + body
                + " }",
            message
        );

    private static DiagnosticCase Head(string method, string message) => new("MC0170", Source("[ScalarFunction] " + method), message);

    private static string Source(string method) =>
        "[Model][Input(2)][Dense(1, typeof(Formulas), \"F\")] partial class Net; class Formulas { " + method + " }";
}
