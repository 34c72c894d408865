namespace ModelCompiler.Runtime.Tests.Models;

public sealed class ConvolutionLayoutTests
{
    // 6 outputs in 2 groups, 2 of 4 input channels each (stored as 8), a window of 3 by 3.
    private static readonly ParameterLayout Grouped = new(6, 2 * 9, 8)
    {
        Taps = 9,
        StoredChannels = 8,
        Groups = 2,
    };

    [Theory]
    [InlineData(0, 0, 0)] // the first channel of the first place
    [InlineData(5, 0, (2 * 8) + 5)] // an output of the second group starts at the third channel
    [InlineData(1, 4, (4 * 8 * 8) + 1)] // the middle of the window
    [InlineData(1, 9 + 4, (((4 * 8) + 1) * 8) + 1)] // the same place of the second channel
    public void Elements_lie_by_place_channel_and_output(int row, int column, int position) =>
        Assert.Equal(position, Grouped.IndexOf(row, column));

    [Theory]
    [InlineData(6, 18, 8, 9, 8, 2)]
    [InlineData(40, 75, 48, 25, 3, 1)]
    [InlineData(5, 1, 8, 1, 4, 1)]
    public void Every_element_has_a_place_of_its_own(int rows, int columns, int paddedRows, int taps, int storedChannels, int groups)
    {
        var layout = new ParameterLayout(rows, columns, paddedRows)
        {
            Taps = taps,
            StoredChannels = storedChannels,
            Groups = groups,
        };
        Assert.Equal(paddedRows * taps * storedChannels, layout.BufferLength);
        Assert.Equal(rows * columns, layout.ElementCount);
        var places = new HashSet<int>();
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int place = layout.IndexOf(row, column);
                Assert.InRange(place, 0, layout.BufferLength - 1);
                Assert.True(places.Add(place));
            }
        }
    }

    [Fact]
    public void Copies_there_and_back_keep_the_order_and_leave_padding_alone()
    {
        var parameter = new ParameterDescriptor(0, "conv2d1.weight", [6, 2, 3, 3], 4, Grouped);
        float[] values = [.. Enumerable.Range(1, 108).Select(number => (float)number)],
            buffer = new float[4 + Grouped.BufferLength],
            back = new float[108];
        parameter.CopyFrom(values, buffer);
        parameter.CopyTo(buffer, back);
        Assert.Equal(values, back);
        Assert.Equal(108, buffer.Count(value => value != 0));
        Assert.Equal(values[(3 * 18) + 9 + 2], new ParameterView(parameter, buffer)[3, 9 + 2]);
    }

    public static TheoryData<string, ParameterLayout> Layouts =>
        new()
        {
            { "dense", new ParameterLayout(70, 5, 80) },
            { "bias", new ParameterLayout(70, 1, 80) },
            { "grouped", Grouped },
            {
                "apart",
                new ParameterLayout(96, 2 * 9, 96)
                {
                    Taps = 9,
                    StoredChannels = 2,
                    Groups = 2,
                    AreGroupsApart = true,
                }
            },
            {
                "transposed",
                new ParameterLayout(6, 40 * 9, 48)
                {
                    Taps = 9,
                    StoredChannels = 6,
                    IsTransposed = true,
                }
            },
        };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void All_weights_into_an_output_lie_in_one_lane_of_one_panel(string name, ParameterLayout layout)
    {
        (int Start, int Width, int Columns)[] panels = [.. Enumerable.Range(0, layout.PanelCount).Select(layout.Panel)];
        Assert.Equal(layout.BufferLength, panels.Sum(panel => panel.Width * panel.Columns));
        var lanes = new Dictionary<(int Panel, int Lane), int>();
        for (int row = 0; row < layout.Rows; row++)
        for (int column = 0; column < layout.Columns; column++)
        {
            int place = layout.IndexOf(row, column),
                panel = Array.FindIndex(panels, each => place >= each.Start && place < each.Start + (each.Width * each.Columns)),
                output = layout.IsTransposed ? column / layout.Taps : row;
            (int, int) lane = (panel, (place - panels[panel].Start) % panels[panel].Width);
            Assert.True(lanes.TryAdd(lane, output) || lanes[lane] == output, $"{name}: two outputs share a lane");
        }

        Assert.Equal(layout.IsTransposed ? layout.Columns / layout.Taps : layout.Rows, lanes.Count);
    }
}
