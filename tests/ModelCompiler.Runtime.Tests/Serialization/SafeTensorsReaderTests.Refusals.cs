namespace ModelCompiler.Runtime.Tests.Serialization;

/// <content>Files that are refused, and what the message says.</content>
public partial class SafeTensorsReaderTests
{
    [Theory]
    [InlineData("too few", "")]
    [InlineData("too few", "01 00 00")]
    [InlineData("more than the format's limit", "01 E1 F5 05 00 00 00 00 7B 7D")]
    [InlineData("more than the format's limit", "FF FF FF FF FF FF FF FF 7B 7D")]
    [InlineData("is truncated", "00 E1 F5 05 00 00 00 00 7B 7D")]
    [InlineData("is truncated", "03 00 00 00 00 00 00 00 7B 7D")]
    [InlineData("does not start with '{'", "00 00 00 00 00 00 00 00")]
    public void Refuses_a_wrong_beginning(string problem, string hexadecimal) =>
        AssertRefused(problem, Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("does not start with '{'", " {}")]
    [InlineData("does not start with '{'", "[]")]
    [InlineData("not valid JSON", "{")]
    [InlineData("not valid JSON", "{\"a\"}")]
    [InlineData("only be padded with spaces", "{}{}")]
    [InlineData("not valid JSON", "{\"__metadata__\":{},}")]
    [InlineData("not valid JSON", "{/**/}")]
    [InlineData("only be padded with spaces", "{}\n")]
    [InlineData("only be padded with spaces", "{}\0")]
    [InlineData("must be an object of texts", "{\"__metadata__\":[]}")]
    [InlineData("must be an object of texts", "{\"__metadata__\":null}")]
    [InlineData("must be a text", "{\"__metadata__\":{\"a\":1}}")]
    [InlineData("must be a text", "{\"__metadata__\":{\"a\":{\"b\":\"c\"}}}")]
    [InlineData("the metadata 'a' appears twice", "{\"__metadata__\":{\"a\":\"1\",\"\\u0061\":\"1\"}}")]
    [InlineData("'__metadata__' appears twice", "{\"__metadata__\":{},\"__metadata__\":{}}")]
    [InlineData("not valid Unicode", "{\"__metadata__\":{\"a\":\"\\ud800\"}}")]
    [InlineData("not valid Unicode", "{\"\\udc00\":{}}")]
    [InlineData("must be the name of a type", "{\"a\":{\"dtype\":[[[[[[]]]]]]}}")]
    [InlineData("must be a text", "{\"__metadata__\":{\"a\":[[[[[[]]]]]]}}")]
    public void Refuses_a_wrong_header(string problem, string header) => AssertRefused(problem, HandMadeFile.Of(header));

    [Theory]
    [InlineData("must be an object", "1")]
    [InlineData("lacks dtype", """{"shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("lacks shape", """{"dtype":"F32","data_offsets":[0,4]}""")]
    [InlineData("lacks data_offsets", """{"dtype":"F32","shape":[1]}""")]
    [InlineData("appears twice", """{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("appears twice", """{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("appears twice", """{"dtype":"F32","shape":[1],"data_offsets":[0,4],"data_offsets":[0,4]}""")]
    [InlineData("must be the name of a type", """{"dtype":32,"shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("appears twice", """{"dtype":"F33","dtype":"F33","shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("appears twice", """{"dtype":"F33","dtype":"F32","shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("larger than any file", """{"dtype":"F33","shape":[4294967296,4294967296],"data_offsets":[0,4]}""")]
    [InlineData("1 bytes follow the last tensor", """{"dtype":"F33","shape":[3],"data_offsets":[0,3]}""")]
    [InlineData("takes 8 bytes", """{"dtype":"F64","shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("takes 12 bytes", """{"dtype":"F32","shape":[3],"data_offsets":[0,4]}""")]
    [InlineData("takes 0 bytes", """{"dtype":"F32","shape":[0],"data_offsets":[0,4]}""")]
    [InlineData("a list of whole numbers", """{"dtype":"F32","shape":1,"data_offsets":[0,4]}""")]
    [InlineData("whole numbers of zero or more", """{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}""")]
    [InlineData("whole numbers of zero or more", """{"dtype":"F32","shape":[-0],"data_offsets":[0,0]}""")]
    [InlineData("whole numbers of zero or more", """{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}""")]
    [InlineData("whole numbers of zero or more", """{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}""")]
    [InlineData("whole numbers of zero or more", """{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}""")]
    [InlineData("whole numbers of zero or more", """{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}""")]
    [InlineData("whole numbers of zero or more", """{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}""")]
    [InlineData("larger than any file", """{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}""")]
    [InlineData("larger than any file", """{"dtype":"F32","shape":[4294967296,4294967296,4294967296,4294967296],"data_offsets":[0,4]}""")]
    [InlineData("more than 8 dimensions", """{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}""")]
    [InlineData("must be [begin, end]", """{"dtype":"F32","shape":[1],"data_offsets":{"begin":0,"end":4}}""")]
    [InlineData("must be [begin, end]", """{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}""")]
    [InlineData("whole numbers of zero or more", """{"dtype":"F32","shape":[1],"data_offsets":[0]}""")]
    [InlineData("whole numbers of zero or more", """{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}""")]
    [InlineData("begins at byte 4 of the data but ends at 0", """{"dtype":"F32","shape":[1],"data_offsets":[4,0]}""")]
    [InlineData("belong to no tensor", """{"dtype":"U8","shape":[3],"data_offsets":[1,4]}""")]
    [InlineData("1 bytes follow the last tensor", """{"dtype":"U8","shape":[3],"data_offsets":[0,3]}""")]
    [InlineData("its tensors need 8 bytes of data, but only 4", """{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""")]
    [InlineData("belong to no tensor", """{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775800,9223372036854775804]}""")]
    public void Refuses_a_wrong_tensor(string problem, string tensor) =>
        AssertRefused(problem, HandMadeFile.Of($"{{\"a\":{tensor}}}", new byte[4]));

    [Theory]
    [InlineData("inside the one before it", "a", 0, 4, "b", 0, 4)]
    [InlineData("inside the one before it", "a", 0, 4, "b", 2, 6)]
    [InlineData("bytes 4 to 6 of the data belong to no tensor", "a", 0, 4, "b", 6, 10)]
    [InlineData("'a' appears twice", "a", 0, 4, "\\u0061", 4, 8)]
    public void Refuses_tensors_that_do_not_fit_each_other(
        string problem,
        string first,
        int begin,
        int end,
        string second,
        int begin2,
        int end2
    ) =>
        AssertRefused(
            problem,
            HandMadeFile.Of(
                $$$"""{"{{{first}}}":{"dtype":"F32","shape":[1],"data_offsets":[{{{begin}}},{{{end}}}]},"{{{second}}}":{"dtype":"F32","shape":[1],"data_offsets":[{{{begin2}}},{{{end2}}}]}}""",
                new byte[Math.Max(end, end2)]
            )
        );

    private static void AssertRefused(string problem, byte[] file)
    {
        var exception = Assert.Throws<SafeTensorsException>(() => new SafeTensorsReader(new MemoryStream(file), "wrong.safetensors"));
        Assert.StartsWith("wrong.safetensors: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }
}
