using System.Globalization;
using ModelCompiler.Generator.Expressions;
using static ModelCompiler.Generator.Expressions.ExpressionFunctions;
using static ModelCompiler.Generator.Expressions.Variables;

namespace ModelCompiler.Generator.Tests.Expressions;

public class ExpressionWriterTests
{
    [Theory]
    [InlineData("Linear", "return x;")]
    [InlineData("Sigmoid", "return VectorMath.Sigmoid(x);")]
    [InlineData("Relu", "return TVector.Max(TVector.Zero, x);")]
    [InlineData("LeakyRelu", "return TVector.Select(TVector.LessThan(TVector.Zero, x), x, TVector.Create(0.01f) * x);")]
    [InlineData("Elu", "return TVector.Select(TVector.LessThan(TVector.Zero, x), x, VectorMath.ExpMinusOne(x));")]
    [InlineData("Swish", "return x * VectorMath.Sigmoid(x);")]
    [InlineData("Mish", "return x * VectorMath.Tanh(VectorMath.Softplus(x));")]
    [InlineData("Softsign", "return x / (TVector.Create(1f) + TVector.Abs(x));")]
    [InlineData("Relu6", "return TVector.Min(TVector.Create(6f), TVector.Max(TVector.Zero, x));")]
    [InlineData(
        "HardSigmoid",
        """
            TVector t1 = TVector.MultiplyAdd(TVector.Create(0.16666667f), x, TVector.Create(0.5f));
            return TVector.Min(TVector.Create(1f), TVector.Max(TVector.Zero, t1));
            """
    )]
    [InlineData(
        "Gelu",
        """
            TVector t1 = x * (TVector.Create(1f) + VectorMath.Erf(TVector.Create(0.70710677f) * x));
            return TVector.Create(0.5f) * t1;
            """
    )]
    public void Activations(string name, string expected) => AssertBody(expected, ActivationCatalogue.Find(name)!.Value);

    [Theory]
    [InlineData("Linear", "return upstream;")]
    [InlineData("Sigmoid", "return upstream * (y * (TVector.Create(1f) - y));")]
    [InlineData("Tanh", "return upstream * TVector.MultiplyAdd(-y, y, TVector.Create(1f));")]
    [InlineData("Relu", "return TVector.Select(TVector.LessThan(TVector.Zero, y), upstream, TVector.Zero);")]
    [InlineData("LeakyRelu", "return TVector.Select(TVector.LessThan(TVector.Zero, y), upstream, TVector.Create(0.01f) * upstream);")]
    [InlineData("Softplus", "return -(upstream * VectorMath.ExpMinusOne(-y));")]
    [InlineData(
        "Softsign",
        """
            TVector t1 = TVector.Create(1f) - TVector.Abs(y);
            return upstream * (t1 * t1);
            """
    )]
    [InlineData(
        "Relu6",
        """
            TVector t1 = TVector.Select(TVector.LessThan(y, TVector.Create(6f)), upstream, TVector.Zero);
            return TVector.Select(TVector.LessThan(TVector.Zero, y), t1, TVector.Zero);
            """
    )]
    [InlineData(
        "Swish",
        """
            TVector t1 = VectorMath.Sigmoid(x);
            return upstream * TVector.MultiplyAdd(x, t1 * (TVector.Create(1f) - t1), t1);
            """
    )]
    public void Gradients(string name, string expected) => AssertBody(expected, ActivationCatalogue.Find(name)!.Gradient);

    [Fact]
    public void Sigmoid_derivative_is_one_line() =>
        AssertBody("return y * (TVector.Create(1f) - y);", ActivationCatalogue.Find("Sigmoid")!.Derivative);

    [Fact]
    public void Several_results_share_what_they_have_in_common()
    {
        LossDefinition loss = LossCatalogue.Find("MeanSquaredError")!;
        VectorCode code = ExpressionWriter.Write(
            [loss.Value, loss.Derivative],
            new Dictionary<string, string> { ["p"] = "output", ["t"] = "target" },
            "difference"
        );
        Assert.Equal(["TVector difference1 = output - target;"], code.Statements);
        Assert.Equal(["difference1 * difference1", "TVector.Create(2f) * difference1"], code.Results);
    }

    [Fact]
    public void A_result_inside_another_is_computed_once()
    {
        VectorCode code = ExpressionWriter.Write([Exp(X), Exp(X) / 3]);
        Assert.Equal(["TVector t1 = VectorMath.Exp(x);"], code.Statements);
        Assert.Equal(["t1", "t1 / TVector.Create(3f)"], code.Results);
    }

    [Fact]
    public void Locals_avoid_the_names_of_variables() =>
        AssertBody(
            """
            TVector t2 = VectorMath.Exp(t1);
            return t2 * t2;
            """,
            Exp(new Variable("t1")) * Exp(new Variable("t1"))
        );

    [Fact]
    public void Every_sum_with_a_product_is_fused()
    {
        AssertBody("return TVector.MultiplyAdd(x, y, z);", (X * Y) + Z);
        AssertBody("return TVector.MultiplyAdd(x, y, z);", Z + (X * Y));
        AssertBody("return TVector.MultiplyAdd(-x, y, z);", Z - (X * Y));
        AssertBody("return TVector.MultiplyAdd(x, y, -z);", (X * Y) - Z);
        AssertBody("return TVector.MultiplyAdd(x, y, TVector.Create(-3f));", (X * Y) - 3);
        AssertBody("return TVector.MultiplyAdd(x, y, z * t);", (X * Y) + (Z * T));
        AssertBody("return TVector.MultiplyAdd(-z, t, x * y);", (X * Y) - (Z * T));
    }

    [Fact]
    public void Order_of_rounding_is_kept()
    {
        AssertBody("return x + (y + z);", X + (Y + Z));
        AssertBody("return x + y + z;", X + Y + Z);
        AssertBody("return x - (y - z);", X - (Y - Z));
        AssertBody("return x * (y * z);", X * (Y * Z));
        AssertBody("return x / (y / z);", X / (Y / Z));
        AssertBody("return -(x + y);", -(X + Y));
        AssertBody("return x - -y;", X - -Y);
    }

    [Fact]
    public void Text_does_not_depend_on_the_culture()
    {
        var hostile = (CultureInfo)CultureInfo.GetCultureInfo("de-DE").Clone();
        hostile.NumberFormat.NegativeSign = "\u2212";
        hostile.NumberFormat.NumberDecimalSeparator = ",";
        hostile.NumberFormat.NumberGroupSeparator = ".";
        Expression expression = (-1234.5 * X) + 1e-12;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = hostile;
            AssertBody("return TVector.MultiplyAdd(TVector.Create(-1234.5f), x, TVector.Create(1E-12f));", expression);
            Assert.Equal("-1234.5 * x + 1E-12", expression.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void AssertBody(string expected, Expression expression) =>
        Assert.Equal(expected.Split('\n'), ExpressionWriter.Write(expression).ToMethodBody());
}
