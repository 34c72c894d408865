using System.Globalization;
using System.Text;

namespace ModelCompiler.Data.Tests;

public sealed class TableTests
{
    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a,b\r\n1,x\r\n2,y")]
    [InlineData("a,b\n1,x\n2,y\n\n")]
    [InlineData("a,b\n1,x\n\n2,y\n   \n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"x\"\n 2 ,\" y\"\n")]
    [InlineData("a;b\n1;x\n2;y\n")]
    [InlineData("a\tb\n1\tx\n2\ty\n")]
    [InlineData("a|b\n1|x\n2|y\n")]
    public void Usual_files_are_read(string text)
    {
        Table table = Table.Read(new StringReader(text));
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal(2, table.RowCount);
        Assert.Equal((1, "x", 2, "y"), (table.Number(0, "a"), table.Text(0, "b"), table.Number(1, "a"), table.Text(1, "b")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_mark_at_the_beginning_of_a_file_belongs_to_no_column(bool mark)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "größe,b\n1,2\n", new UTF8Encoding(mark));
            Assert.Equal(1, Table.Read(path).Number(0, "größe"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Text that a program decoded by itself keeps the mark, which no one sees in a message.</summary>
    [Theory]
    [InlineData("\uFEFFa;b\n1;2\n")]
    [InlineData("\uFEFF\"a\";b\r\n1;2")]
    public void A_mark_at_the_beginning_of_a_text_belongs_to_no_column(string text) =>
        Assert.Equal(["a", "b"], Table.Read(new StringReader(text)).Columns);

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_row_that_does_not_exist_is_told(int row)
    {
        Table table = Table.Read(new StringReader("a\n1\n2\n"));
        ArgumentOutOfRangeException problem = Assert.Throws<ArgumentOutOfRangeException>(() => table.Number(row, "a"));
        Assert.Contains("the table has 2 rows", problem.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureEncoder.Fit(table, [0, row], new NumberFeature("a")));
    }

    [Fact]
    public void Quotes_hold_separators_quotes_and_line_ends()
    {
        Table table = Table.Read(new StringReader("a,b\n\"x, \"\"y\"\"\nz\",1\n"));
        Assert.Equal((1, "x, \"y\"\nz"), (table.RowCount, table.Text(0, "a")));
    }

    [Fact]
    public void A_decimal_comma_is_a_matter_of_the_culture_asked_for_alone()
    {
        const string Text = "a;b\n1,5;-0,25\n";
        Table german = Table.Read(new StringReader(Text), options: new TableOptions { Culture = new CultureInfo("de-DE") });
        Assert.Equal((1.5, -0.25), (german.Number(0, "a"), german.Number(0, "b")));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Contains(
                "'1,5' in column 'a' is no number",
                Assert.Throws<InvalidDataException>(() => Table.Read(new StringReader(Text)).Number(0, "a")).Message
            );
            Assert.Equal(1.5, Table.Read(new StringReader("a\n1.5\n")).Number(0, "a"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Missing_values_are_null_for_texts_and_numbers()
    {
        Table table = Table.Read(
            new StringReader("a,b\n,x\nNA,NaN\n n/a ,.\n3,none\n"),
            options: new TableOptions { MissingTexts = ["NA", "NaN", "n/a", "."] }
        );
        Assert.Equal([null, null, null, 3.0], Enumerable.Range(0, 4).Select(row => table.Number(row, "a")));
        Assert.Equal(["x", null, null, "none"], Enumerable.Range(0, 4).Select(row => table.Text(row, "b")));
        Assert.Equal([float.NaN, float.NaN, float.NaN, 3], table.Numbers("a"));
    }

    [Fact]
    public void Without_a_header_columns_are_numbered()
    {
        Table table = Table.Read(new StringReader("1,2\n3,4\n"), options: new TableOptions { HasHeader = false });
        Assert.Equal(["column1", "column2"], table.Columns);
        Assert.Equal((2, 4), (table.RowCount, table.Number(1, "column2")));
    }

    [Theory]
    [InlineData("", "the table is")]
    [InlineData("a,b\n1,2,3\n", "the table, line 2: 3 fields instead of 2")]
    [InlineData("a,b\n1,2\n\n1\n", "line 4: 1 fields instead of 2")]
    [InlineData("a,a\n1,2\n", "the table")]
    public void What_is_no_table_is_refused_in_words(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => Table.Read(new StringReader(text))).Message);

    [Theory]
    [InlineData("1e400")]
    [InlineData("Infinity")]
    [InlineData("1,000")]
    [InlineData("x")]
    public void What_is_no_number_is_refused_in_words(string text)
    {
        Table table = Table.Read(new StringReader($"a;b\n\"{text}\";1\n"));
        Assert.Contains(
            $"the table, row 1: '{text}' in column 'a' is no number",
            Assert.Throws<InvalidDataException>(() => table.Number(0, "a")).Message
        );
        Assert.Contains("has no column 'c'. It has: a, b.", Assert.Throws<InvalidDataException>(() => table.Text(0, "c")).Message);
    }

    [Fact]
    public void A_shuffle_is_the_same_for_a_seed()
    {
        Table table = Table.Read(new StringReader("a\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i}\n"))));
        int[] rows = table.Shuffled(row => row % 2 == 0, seed: 3);
        Assert.Equal(50, rows.Length);
        Assert.Equal(rows, table.Shuffled(row => row % 2 == 0, seed: 3));
        Assert.NotEqual(rows, table.Shuffled(row => row % 2 == 0, seed: 4));
    }
}
