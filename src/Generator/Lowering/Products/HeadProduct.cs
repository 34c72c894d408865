using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// A product of two values of each sample whose dimensions have several indices, as the channels of all heads: a product of two matrices
/// for each head. Heads are where they are, a distance apart; what is read along the columns of the result is transposed first where they
/// do not lie side by side. Of a band of queries and keys only the tiles that it touches are computed.
/// </summary>
internal static class HeadProduct
{
    private static readonly char[] _ofBand = [ContractionNode.Query, ContractionNode.Key];

    public static void Lower(ScheduleBuilder builder, int index, ContractionNode node)
    {
        bool forInput = builder.IsForInput(index);
        char column = node.Result[node.Result.Length - 1];
        bool isRightWide = node.Right.IndexOf(column) >= 0;
        (int narrow, string narrowIndices) = isRightWide ? (node.Operands[0], node.Left) : (node.Operands[1], node.Right);
        (int wide, string wideIndices) = isRightWide ? (node.Operands[1], node.Right) : (node.Operands[0], node.Left);
        Strides left = Strides.Of(node, narrowIndices, builder.Values.Pixels(narrow, forInput)),
            right = Strides.Of(node, wideIndices, builder.Values.Pixels(wide, forInput));
        if (right[column] != 1)
            right = Strides.Transposed(node, wideIndices, right.Value, builder.Values.Transposed(wide, forInput));
        string name = index < builder.Graph.ForwardCount ? Names.Output(node.Label) : Names.Pascal(node.Label) + "Delta";
        Strides result = Strides.Of(node, node.Result, builder.Values.WritePixels(index, name, forInput));
        char row = Chosen(node, narrowIndices.Where(letter => node.Result.IndexOf(letter) >= 0 && wideIndices.IndexOf(letter) < 0)),
            inner = Chosen(node, narrowIndices.Where(letter => node.Result.IndexOf(letter) < 0));
        var call = new Call(node, left, right, result, row, inner, column);
        builder.Add(
            new Step(node.Label, forInput, Domain.Samples, call.Lines())
            {
                Explanation = "4 rows by two vectors of columns, head by head",
                IsLargePerSample = true,
            }
        );
        builder.Values.HandOut(index);
    }

    // A band limits what one of the two loops of a tile visits: rows and sums are its indices where they can be.
    private static char Chosen(ContractionNode node, IEnumerable<char> indices) =>
        indices.OrderBy(index => _ofBand.Contains(index)).ThenBy(index => node.Extent(index)).Last();

    /// <summary>The call of the kernel.</summary>
    private sealed record Call(ContractionNode Node, Strides Left, Strides Right, Strides Result, char Row, char Inner, char Column)
    {
        public EquatableArray<CodeLine> Lines()
        {
            char[] outer =
            [
                .. Node
                    .Extents.Select(extent => extent.Index)
                    .Where(letter => letter != Row && letter != Inner && letter != Column)
                    .OrderByDescending(letter => Result.Has(letter)),
            ];
            int columns = Node.Extent(Column);
            Layout layout = Result.Value.Layout;

            // What stands behind the last column of a row is padding, zeros in the factor, where the columns are all channels of both.
            bool isWhole = columns == layout.Shape.Channels && columns == Right.Value.Layout.Shape.Channels;
            CodeLines code = new CodeLines()
                .Line($"// {Node.Label}: {Node.Detail}; [{Node.Extent(Row)}, {Node.Extent(Inner)}] by [{Node.Extent(Inner)}, {columns}]")
                .Line($"HeadProduct.Run<{new VectorPiece(isWhole ? layout.Stored : Vector(columns))}>(")
                .Indented($"in {Operand(Left, Row, Inner, Access.Read)},")
                .Indented($"in {Operand(Right, Inner, Inner, Access.Read)},")
                .Indented($"ref {Operand(Result, Row, Row, Access.Write)},")
                .Indented($"{Loop(outer, 0)}, {Loop(outer, 1)}, {Band()},")
                .Indented(
                    $"rows: {Node.Extent(Row)}, inner: {Node.Extent(Inner)}, columns: {(isWhole ? layout.Stored : columns)}, samples);"
                );
            if (!isWhole)
                code.ClearPadding(Result.Value);
            return code.ClearBorder(Result.Value).Lines;
        }

        // The widest vector that a head fills: what is left over is read and written lane by lane.
        private static int Vector(int columns) =>
            columns >= MemoryLayout.WidestVector ? MemoryLayout.WidestVector
            : columns >= 8 ? 8
            : 4;

        private static Code Operand(Strides strides, char row, char inner, Access access) =>
            $"{strides.Value.Pixels(access)}, "
            + $"new(Sample: {strides.Value.Layout.Sample}, Row: {strides[row]}{Besides(strides, row, inner)})";

        private static string Besides(Strides strides, char row, char inner) =>
            row == inner ? string.Empty : ", Inner: " + Text.Of(strides[inner]);

        private Code Loop(char[] outer, int position)
        {
            string name = position == 0 ? "heads" : "repeats";
            if (position >= outer.Length)
                return $"{name}: HeadLoop.Once";
            char index = outer[position];
            return $"{name}: new({Node.Extent(index)}, X: {Left[index]}, W: {Right[index]}, Y: {Result[index]})";
        }

        private Code Band()
        {
            if (Node.Band is not { } band)
                return $"band: HeadBand.All";
            bool isOfColumns = !_ofBand.Contains(Inner),
                areRowsKeys = Row == ContractionNode.Key;
            (int lower, int upper) = areRowsKeys ? (-band.Last, -band.First) : (band.First, band.Last);
            return $"band: new({BandSoftmax.Distance(lower, band)}, {BandSoftmax.Distance(upper, band)}, IsOfColumns: {isOfColumns})";
        }
    }

    /// <summary>How far apart the values of an operand lie along each of its indices.</summary>
    private sealed record Strides(Value Value, IReadOnlyDictionary<char, int> Distances)
    {
        /// <summary>The distance along an index; 0 for one that the operand does not have.</summary>
        public int this[char index] => Distances.TryGetValue(index, out int distance) ? distance : 0;

        public bool Has(char index) => Distances.ContainsKey(index);

        public static Strides Of(ContractionNode node, string indices, Value value)
        {
            var distances = new Dictionary<char, int>();
            int distance = 1,
                channels = value.Layout.Shape.Channels,
                place = indices.Length - 1;
            do
            {
                distances[indices[place]] = distance;
                distance *= node.Extent(indices[place--]);
            } while (place > 0 && distance < channels);
            for (distance = value.Layout.Stored; place > 0; distance *= node.Extent(indices[place--]))
                distances[indices[place]] = distance;
            return new Strides(value, distances);
        }

        /// <summary>The same after channels and positions have changed places.</summary>
        public static Strides Transposed(ContractionNode node, string indices, Value before, Value value)
        {
            int channels = before.Layout.Shape.Channels,
                split = indices.Length - 1;
            for (int size = node.Extent(indices[split]); size < channels; size *= node.Extent(indices[split]))
                split--;
            return Of(node, indices.Substring(0, 1) + indices.Substring(split) + indices.Substring(1, split - 1), value);
        }
    }
}
