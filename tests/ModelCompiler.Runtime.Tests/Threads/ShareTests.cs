using ModelCompiler.Threads;

namespace ModelCompiler.Runtime.Tests.Threads;

/// <summary>Parts are disjoint, together the whole, and those of one thread have the same columns in every matrix of so many.</summary>
public class ShareTests
{
    private static readonly int[] s_threads = [1, 2, 3, 4, 7, 16, 64];

    [Theory]
    [InlineData(4, 1, 8)]
    [InlineData(16, 7, 8)]
    [InlineData(32, 65, 8)]
    [InlineData(48, 784, 24)]
    [InlineData(96, 8, 8)]
    [InlineData(208, 33, 24)]
    [InlineData(512, 128, 8)]
    public void Blocks_cover_a_matrix_once(int columns, int rows, int tileRows)
    {
        foreach (int parts in s_threads.Select(Parts))
        {
            int[] taken = new int[columns * rows];
            for (int part = 0; part < parts; part++)
            {
                (int column, int columnCount, int row, int rowCount) = Share.Block(columns, rows, tileRows, part, parts);
                Assert.Equal(0, column % ParameterLayout.PanelWidth);
                Assert.True(rowCount == 0 || row % tileRows == 0);
                for (int y = row; y < row + rowCount; y++)
                for (int x = column; x < column + columnCount; x++)
                    taken[(y * columns) + x]++;
            }

            Assert.All(taken, times => Assert.Equal(1, times));
        }
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(48, 10)]
    [InlineData(512, 3)]
    public void Floats_of_panels_cover_a_weight_once_and_are_those_of_the_threads_blocks(int paddedRows, int columns)
    {
        foreach (int parts in s_threads.Select(Parts))
        {
            int[] taken = new int[paddedRows * columns];
            for (int part = 0; part < parts; part++)
            {
                (int start, int count) = Share.PanelFloats(taken.Length, columns * ParameterLayout.PanelWidth, part, parts);
                (int column, int columnCount, _, _) = Share.Block(paddedRows, 1000, 8, part, parts);
                Assert.True(count == 0 || (start >= column * columns && start + count <= (column + columnCount) * columns));
                for (int i = start; i < start + count; i++)
                    taken[i]++;
            }

            Assert.All(taken, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void All_parts_of_a_thread_have_the_same_columns_whatever_the_rows()
    {
        const int Threads = 5,
            Columns = 512;
        for (int part = 0; part < Parts(Threads); part++)
        {
            (int column, int columns, _, _) = Share.Block(Columns, 64, 8, part, Parts(Threads));
            (int first, int count, _, _) = Share.Block(Columns, 999, 24, part - (part % Team.PartsPerThread), Parts(Threads));
            Assert.Equal((first, count), (column, columns));
        }
    }

    private static int Parts(int threads) => threads == 1 ? 1 : threads * Team.PartsPerThread;
}
