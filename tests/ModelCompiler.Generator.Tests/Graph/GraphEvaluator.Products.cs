using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <content>Contractions, and what attention consists of beside them.</content>
internal sealed partial class GraphEvaluator
{
    private double[] Contract(ContractionNode node)
    {
        var extents = node.Extents.ToDictionary(extent => extent.Index, extent => extent.Extent);
        if (node.HasSplitDimensions)
            extents['n'] = _samples;
        else
        {
            Learn(node.Left, _nodes[node.Operands[0]]);
            Learn(node.Right, _nodes[node.Operands[1]]);
        }

        char[] names = [.. extents.Keys.Order()];
        double[] result = new double[node.Result.Aggregate(1, (size, name) => size * extents[name])];
        var index = new Dictionary<char, int>();
        Visit(0);
        return result;

        void Learn(string indices, Node operand)
        {
            int[] dimensions = operand.IsBatched ? [_samples, .. operand.Shape.Dimensions] : [.. operand.Shape.Dimensions];
            for (int i = 0; i < indices.Length; i++)
                extents[indices[i]] = dimensions[i];
        }

        void Visit(int depth)
        {
            if (depth == names.Length)
            {
                if (node.Band is null || Sees(node.Band, index[ContractionNode.Query], index[ContractionNode.Key]))
                    result[Offset(node.Result)] += this[node.Operands[0]][Offset(node.Left)] * this[node.Operands[1]][Offset(node.Right)];
                return;
            }

            for (int i = 0; i < extents[names[depth]]; i++)
            {
                index[names[depth]] = i;
                Visit(depth + 1);
            }
        }

        int Offset(string indices) => indices.Aggregate(0, (offset, name) => (offset * extents[name]) + index[name]);
    }

    private static bool Sees(KeyBand band, int query, int key) => key - query >= band.First && key - query <= band.Last;

    // Query by query: its keys alone, and zeros beside them.
    private double[] OfBand(Node node, KeyBand band, Func<double[][], double[]> function)
    {
        int queries = node.Shape.Extent(Axis.Step),
            keys = node.Shape.Extent(Axis.Channel),
            position = 0;
        return ForEachPosition(
            node,
            Axis.Channel,
            rows =>
            {
                int query = position++ % queries;
                int[] seen = [.. Enumerable.Range(0, keys).Where(key => Sees(band, query, key))];
                double[] result = new double[keys];
                double[] values = seen.Length == 0 ? [] : function([.. rows.Select(row => Array.ConvertAll(seen, key => row[key]))]);
                for (int i = 0; i < seen.Length; i++)
                    result[seen[i]] = values[i];
                return result;
            }
        );
    }

    private double[] Turn(RotaryNode node)
    {
        double[] x = this[node.Operands[0]],
            y = new double[x.Length];
        int channels = node.Shape.Extent(Axis.Channel),
            steps = node.Shape.Extent(Axis.Step),
            half = node.HeadSize / 2;
        for (int start = 0; start < x.Length; start += node.HeadSize)
        for (int pair = 0; pair < half; pair++)
        {
            double angle = start / channels % steps * Math.Pow(node.Base, -2.0 * pair / node.HeadSize) * (node.IsReversed ? -1 : 1);
            int first = start + (node.IsInterleaved ? 2 * pair : pair),
                second = first + (node.IsInterleaved ? 1 : half);
            y[first] = (x[first] * Math.Cos(angle)) - (x[second] * Math.Sin(angle));
            y[second] = (x[second] * Math.Cos(angle)) + (x[first] * Math.Sin(angle));
        }

        return y;
    }
}
