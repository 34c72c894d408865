using Apache.Arrow;
using Apache.Arrow.Ipc;
using Parquet;
using Parquet.Schema;
using Field = Apache.Arrow.Field;
using Schema = Apache.Arrow.Schema;

namespace ModelCompiler.Data.Tests;

public sealed class ColumnFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelcompiler-columns-");

    [Fact]
    public async Task Columns_of_Parquet_are_read_as_rows()
    {
        string path = await WriteParquet(first: [1, 2, 3], second: [4, 5]);
        using RowTable rows = ColumnFiles.Parquet(path, "whole", "number", "truth");
        Assert.Equal((5, 3), (rows.Count, rows.Size));
        float[] values = new float[9];
        rows.Read(1, values);
        Assert.Equal([2, 0.5f, 1, 3, 0.75f, 1, 4, 1, 1], values);
        rows.Read(2, values);
        Assert.Equal([3, 0.75f, 1, 4, 1, 1, 5, 1.25f, 1], values);
        using RowTable same = ColumnFiles.Parquet(path, "whole", "number", "truth"),
            other = ColumnFiles.Parquet(path, "whole");
        Assert.Equal(rows.Fingerprint, same.Fingerprint);
        Assert.NotEqual(rows.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public async Task What_is_no_number_in_Parquet_is_refused_with_file_and_column()
    {
        string path = await WriteParquet(first: [1, 2, 3], second: [4, 5]);
        string message = Assert.Throws<InvalidDataException>(() => ColumnFiles.Parquet(path)).Message;
        Assert.Contains($"'{path}': column 'text' holds texts, which are no numbers", message);
        Assert.Contains(
            "has no column 'none'. It has: whole, number, truth, text, missing",
            Assert.Throws<InvalidDataException>(() => ColumnFiles.Parquet(path, "none")).Message
        );
        using RowTable missing = ColumnFiles.Parquet(path, "whole", "missing");
        missing.Read(0, new float[6]);
        Assert.Contains(
            $"'{path}', row 4, column 'missing' has no value",
            Assert.Throws<InvalidDataException>(() => missing.Read(3, new float[2])).Message
        );
        string broken = Path.Combine(_folder.FullName, "broken");
        File.WriteAllBytes(broken, File.ReadAllBytes(path)[..^20]);
        Assert.Contains(broken, Assert.Throws<InvalidDataException>(() => ColumnFiles.Parquet(broken)).Message);
        Assert.Throws<FileNotFoundException>(() => ColumnFiles.Parquet(path + "x"));
    }

    [Fact]
    public async Task A_Parquet_file_is_converted_once()
    {
        string path = await WriteParquet(first: [1, 2, 3], second: [4, 5]),
            flat = Path.Combine(_folder.FullName, "flat.safetensors");
        using (RowSource source = RowSource.ForTargets(ColumnFiles.Parquet(path, "number"), ColumnFiles.Parquet(path, "whole")))
            RowFile.Write(flat, source);
        using RowSource rows = RowFile.Open(flat);
        float[] inputs = new float[5],
            targets = new float[5];
        rows.ReadInputs(0, inputs);
        rows.ReadTargets(0, targets);
        Assert.Equal([0.25f, 0.5f, 0.75f, 1, 1.25f], inputs);
        Assert.Equal([1, 2, 3, 4, 5], targets);
    }

    [Fact]
    public void Columns_of_Arrow_are_read_as_rows()
    {
        string path = WriteArrow(out _);
        using RowTable rows = ColumnFiles.Arrow(path, "number", "whole");
        Assert.Equal((5, 2), (rows.Count, rows.Size));
        float[] values = new float[10];
        rows.Read(0, values);
        Assert.Equal([0.5f, 1, 1, 2, 1.5f, 3, 2, 4, 2.5f, 5], values);
        Assert.Contains($"'{path}': column 'text' holds texts", Assert.Throws<InvalidDataException>(() => ColumnFiles.Arrow(path)).Message);
        using RowTable missing = ColumnFiles.Arrow(path, "missing");
        Assert.Contains(
            $"'{path}', row 3, column 'missing' has no value",
            Assert.Throws<InvalidDataException>(() => missing.Read(4, new float[1])).Message
        );
        using RowTable broken = ColumnFiles.Arrow(path, "infinite");
        Assert.Contains(
            $"'{path}', row 1, column 'infinite' is infinity",
            Assert.Throws<InvalidDataException>(() => broken.Read(0, new float[1])).Message
        );
        string other = Path.Combine(_folder.FullName, "other");
        File.WriteAllText(other, "no Arrow file at all");
        Assert.Contains(other, Assert.Throws<InvalidDataException>(() => ColumnFiles.Arrow(other)).Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> WriteParquet(int[] first, int[] second)
    {
        var schema = new ParquetSchema(
            new DataField<int>("whole"),
            new DataField<double>("number"),
            new DataField<bool>("truth"),
            new DataField<string>("text"),
            new DataField<float?>("missing")
        );
        string path = Path.Combine(_folder.FullName, "a.parquet");
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file);
        foreach (int[] group in new[] { first, second })
        {
            using ParquetRowGroupWriter rows = writer.CreateRowGroup();
            DataField[] fields = schema.GetDataFields();
            await rows.WriteAsync<int>(fields[0], group.AsMemory());
            await rows.WriteAsync<double>(fields[1], group.Select(value => value * 0.25).ToArray().AsMemory());
            await rows.WriteAsync<bool>(fields[2], group.Select(value => value > 0).ToArray().AsMemory());
            await rows.WriteAsync(fields[3], group.Select(value => $"{value}").ToArray());
            await rows.WriteAsync<float>(fields[4], group.Select(value => value == 5 ? (float?)null : value).ToArray().AsMemory());
        }

        return path;
    }

    private string WriteArrow(out Schema schema)
    {
        schema = new Schema.Builder()
            .Field(new Field("whole", Apache.Arrow.Types.Int64Type.Default, nullable: false))
            .Field(new Field("number", Apache.Arrow.Types.FloatType.Default, nullable: false))
            .Field(new Field("text", Apache.Arrow.Types.StringType.Default, nullable: false))
            .Field(new Field("missing", Apache.Arrow.Types.DoubleType.Default, nullable: true))
            .Field(new Field("infinite", Apache.Arrow.Types.DoubleType.Default, nullable: true))
            .Build();
        string path = Path.Combine(_folder.FullName, "a.arrow");
        using FileStream file = File.Create(path);
        using var writer = new ArrowFileWriter(file, schema);
        foreach (int[] group in new[] { new[] { 1, 2, 3 }, [4, 5] })
        {
            var missing = new DoubleArray.Builder();
            foreach (int value in group)
                _ = value == 4 ? missing.AppendNull() : missing.Append(value);
            writer.WriteRecordBatch(
                new RecordBatch(
                    schema,
                    [
                        new Int64Array.Builder().AppendRange(group.Select(value => (long)value)).Build(),
                        new FloatArray.Builder().AppendRange(group.Select(value => value / 2f)).Build(),
                        new StringArray.Builder().AppendRange(group.Select(value => $"{value}")).Build(),
                        missing.Build(),
                        new DoubleArray.Builder().AppendRange(group.Select(value => value == 2 ? 1e300 : value)).Build(),
                    ],
                    group.Length
                )
            );
        }

        writer.WriteEnd();
        return path;
    }
}
