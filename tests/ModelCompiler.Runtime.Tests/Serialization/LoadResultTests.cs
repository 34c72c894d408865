using System.Text;

namespace ModelCompiler.Runtime.Tests.Serialization;

/// <summary>What loads that do not fit say, return and accept.</summary>
public class LoadResultTests
{
    [Fact]
    public void Says_what_was_loaded_missing_and_unexpected()
    {
        byte[] file = File(
            ("linear.bias", [35]),
            ("other.weight", [2]),
            ("norm.num_batches_tracked", []),
            ("num_batches_tracked", []),
            ("extras:list:a", [1])
        );
        LoadResult result = LinearModel.Create(1).Load(file.AsSpan(), strict: false);
        Assert.Equal(["linear.bias"], result.Loaded);
        Assert.Equal(["linear.weight"], result.Missing);
        Assert.Equal(["other.weight"], result.Unexpected);
        Assert.Equal("1 loaded; missing: linear.weight; unexpected: other.weight", result.ToString());

        LoadResult whole = LinearModel.Create(1).Load(HandMadeFile.LinearModel().AsSpan());
        Assert.Equal(["linear.weight", "linear.bias"], whole.Loaded);
        Assert.Empty(whole.Missing);
        Assert.Empty(whole.Unexpected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_in_common_is_refused_with_the_prefix_to_take_away(bool strict)
    {
        byte[] file = File(("model.linear.weight", [35, 3]), ("model.linear.bias", [35]), ("model.norm.num_batches_tracked", []));
        LinearModel model = LinearModel.Create(1);
        float[] before = model.Copy();
        string message = Assert.Throws<SafeTensorsException>(() => model.Load(file.AsSpan(), strict)).Message;
        Assert.Contains(
            "All names in the file begin with \"model.\": pass NameMap.Of((\"model.\", \"\")) to Load.",
            message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("strict: false", message, StringComparison.Ordinal);
        Assert.DoesNotContain("num_batches_tracked", message, StringComparison.Ordinal);
        ModelSerializationTests.AssertSameBits(before, model.Parameters);

        Assert.Equal(2, model.Load(file.AsSpan(), rename: name => name[6..]).Loaded.Count);
    }

    [Fact]
    public void The_advice_suits_what_differs()
    {
        Assert.Contains(
            "Pass strict: false to load the 1 of 2 parameters that the file has.",
            Refusal(File(("linear.bias", [35]), ("fc.weight", [35, 3]))),
            StringComparison.Ordinal
        );
        Assert.Contains("pass NameMap.ByOrder to Load", Refusal(File(("fc.bias", [35]), ("fc.weight", [35, 3]))), StringComparison.Ordinal);
        Assert.Contains("NameMap.Propose(model, path)", Refusal(File(("fc.bias", [35]), ("fc.weight", [35, 4]))), StringComparison.Ordinal);
        Assert.DoesNotContain("NameMap", Refusal(File(("linear.bias", [35]))), StringComparison.Ordinal);
        Assert.Contains("no tensor of the file is a parameter of LinearModel", Refusal(File(), strict: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_in_their_normal_form_alone_are_told_apart()
    {
        string composed = "line\u00e1r.weight",
            decomposed = composed.Normalize(NormalizationForm.FormD);
        Assert.NotEqual(composed, decomposed);
        string message = NameMismatch.Text(
            LinearModel.Description,
            new TensorTable(new SafeTensorsReader(new MemoryStream(File((decomposed, [1])))), "a"),
            new LoadResult([], [composed], [decomposed]),
            strict: true
        );
        Assert.Contains("different Unicode normal forms", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Renaming_is_strict_by_default_and_works_for_files_streams_and_bytes()
    {
        using var folder = new TemporaryFolder();
        byte[] file = File(("0.weight", [35, 3]), ("0.bias", [35]), ("1.weight", [1]));
        System.IO.File.WriteAllBytes(folder.File("a"), file);
        LinearModel model = LinearModel.Create(1);
        Func<string, string?> rename = name => name.StartsWith("1.", StringComparison.Ordinal) ? null : "linear" + name[1..];
        Assert.Equal(2, model.Load(folder.File("a"), rename: rename).Loaded.Count);
        Assert.Equal(2, model.Load(new MemoryStream(file), rename: rename).Loaded.Count);
        Assert.Equal(2, model.Load(file.AsSpan(), rename: rename).Loaded.Count);
        Assert.Contains(
            "Unexpected: 1.weight (renamed to linear1.weight)",
            Refusal(
                file,
                rename: name => name.Replace("0.", "linear.", StringComparison.Ordinal).Replace("1.", "linear1.", StringComparison.Ordinal)
            ),
            StringComparison.Ordinal
        );
        Assert.Contains("are both renamed to 'linear.weight'", Refusal(file, rename: _ => "linear.weight"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_an_unknown_type_matters_only_to_who_wants_it()
    {
        byte[] file = HandMadeFile.Of(
            """{"linear.bias":{"dtype":"F32","shape":[35],"data_offsets":[0,140]},"linear.weight":{"dtype":"F32","shape":[35,3],"data_offsets":[140,560]},"scale":{"dtype":"F8_E8M0","shape":[2],"data_offsets":[560,562]}}""",
            new byte[562]
        );
        Assert.Equal(["scale"], LinearModel.Create(1).Load(file.AsSpan(), strict: false).Unexpected);
        Assert.Contains("Unexpected: scale", Refusal(file), StringComparison.Ordinal);
        byte[] wanted = HandMadeFile.Of("""{"linear.bias":{"dtype":"F8_E8M0","shape":[35],"data_offsets":[0,35]}}""", new byte[35]);
        Assert.Contains(
            "'linear.bias' has dtype F8_E8M0, which cannot become a parameter",
            Refusal(wanted, strict: false),
            StringComparison.Ordinal
        );
    }

    private static string Refusal(byte[] file, bool strict = true, Func<string, string?>? rename = null) =>
        Assert.Throws<SafeTensorsException>(() => LinearModel.Create(1).Load(file.AsSpan(), strict, rename)).Message;

    private static byte[] File(params (string Name, int[] Shape)[] tensors)
    {
        var writer = new SafeTensorsWriter();
        foreach ((string name, int[] shape) in tensors)
            writer.Add(name, shape, new float[shape.Aggregate(1, (product, dimension) => product * dimension)]);
        var stream = new MemoryStream();
        writer.WriteTo(stream);
        return stream.ToArray();
    }
}
