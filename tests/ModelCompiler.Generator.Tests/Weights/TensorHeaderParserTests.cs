using ModelCompiler.Generator.Weights;

namespace ModelCompiler.Generator.Tests.Weights;

public sealed class TensorHeaderParserTests
{
    [Fact]
    public void Names_types_and_shapes_are_read()
    {
        IReadOnlyList<TensorHeader>? tensors = TensorHeaderParser.Parse(
            """
             { "__metadata__": { "note": "}{ \" ; \\" },
               "a\u00e9\"\\.weight" : { "shape" : [ 2 , 3000000000 ], "dtype" : "BF16", "data_offsets" : [0, 8] },
               "scalar": {"dtype":"F32","shape":[],"data_offsets":[8,12]} }
            """
        );

        Assert.NotNull(tensors);
        Assert.Equal(
            ["aé\"\\.weight BF16 [2, 3000000000]", "scalar F32 []"],
            tensors.Select(tensor => $"{tensor.Name} {tensor.Type} {tensor.ShapeText}")
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a")]
    [InlineData("{\"a\\")]
    [InlineData("{\"a\\u12")]
    [InlineData("{\"a\\x\":{}}")]
    [InlineData("{\"a\":{}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1,]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"more\":}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"more\":[1,}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]},\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}")]
    public void What_is_no_header_is_refused(string json) => Assert.Null(TensorHeaderParser.Parse(json));

    [Theory]
    [InlineData("1")]
    [InlineData("-1.5e+3")]
    [InlineData("null")]
    [InlineData("\"\\\"}\"")]
    [InlineData("[[],{\"a\":[1,true]},\"]\"]")]
    public void Fields_that_the_format_does_not_have_are_passed_over(string value) =>
        Assert.Equal(
            "[1]",
            Assert
                .Single(TensorHeaderParser.Parse($"{{\"a\":{{\"more\":{value},\"dtype\":\"F32\",\"shape\":[1],\"most\":{value}}}}}")!)
                .ShapeText
        );

    [Fact]
    public void Nesting_without_end_is_refused() => Assert.Null(TensorHeaderParser.Parse("{\"a\":{\"more\":" + new string('[', 1_000_000)));

    [Fact]
    public void Every_beginning_of_a_header_is_refused()
    {
        const string Header = "{\"a\\u0041\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        Assert.NotNull(TensorHeaderParser.Parse(Header));
        for (int length = 0; length < Header.Length; length++)
            Assert.Null(TensorHeaderParser.Parse(Header[..length]));
    }
}
