using System.Globalization;

namespace ModelCompiler.Generator.Parsing;

/// <summary>Finds what keeps a block from being used. What it accepts has an end.</summary>
internal sealed class BlockFaults(IReadOnlyList<DeclaredBlock> blocks)
{
    /// <summary>The most layers that the uses of one class may become.</summary>
    public const int MaximumLayers = 2000;

    /// <summary>The most blocks that may lie inside one another.</summary>
    public const int MaximumDepth = 16;

    private readonly Dictionary<int, (double Layers, int Depth)> _sizes = [];

    /// <summary>What is wrong with a use, or null.</summary>
    /// <param name="use">The use.</param>
    /// <param name="self">The position of the class that carries it, or -1 when no block uses that class.</param>
    /// <param name="layers">The number of layers above it in its class; those of the use are added.</param>
    public UseFault? Of(DeclaredAttribute use, int self, ref double layers)
    {
        DeclaredBlock block = blocks[use.Block];
        if (!block.IsMarked)
            return new(UseFaultKind.NotABlock, block.Name, "", false);
        if (self >= 0 && Path(use.Block, self) is { } path)
            return new(
                UseFaultKind.ContainsItself,
                blocks[self].Name,
                string.Join(" uses ", path.Prepend(self).Select(index => blocks[index].Name)),
                false
            );
        if (block.Stray is { } stray)
            return new(UseFaultKind.NotOnlyLayers, block.Name, stray.Kind, block.IsHere && !block.IsModel);
        if (!block.Layers.Any())
            return new(UseFaultKind.Empty, block.Name, "", block.IsHere);
        (double own, int depth) = SizeOf(use.Block);
        layers += own * Math.Max(0, BlockExpansion.Repetitions(use));
        if (depth > MaximumDepth)
            return new(
                UseFaultKind.TooLarge,
                block.Name,
                $"its blocks lie {depth} deep in one another, more than the {MaximumDepth}",
                depth > MaximumDepth + 1 && block.IsHere
            );
        return layers > MaximumLayers
            ? new(
                UseFaultKind.TooLarge,
                block.Name,
                $"with it the network has {layers.ToString("#,0", CultureInfo.InvariantCulture)} layers, more than the "
                    + $"{MaximumLayers.ToString("#,0", CultureInfo.InvariantCulture)}",
                own > MaximumLayers && block.IsHere
            )
            : null;
    }

    /// <summary>The blocks on the way from one to another that it uses, both included, or null when it does not.</summary>
    private IReadOnlyList<int>? Path(int from, int to)
    {
        var before = new Dictionary<int, int> { [from] = from };
        var queue = new Queue<int>([from]);
        while (queue.Count > 0)
        {
            int current = queue.Dequeue();
            if (current == to)
            {
                var path = new List<int> { to };
                while (path[0] != from)
                    path.Insert(0, before[path[0]]);
                return path;
            }

            foreach (int next in Used(current).Select(use => use.Block))
                if (!before.ContainsKey(next))
                {
                    before[next] = current;
                    queue.Enqueue(next);
                }
        }
        return null;
    }

    /// <summary>
    /// How many layers a block becomes, and how many blocks lie inside one another, itself included. What contains itself counts once.
    /// </summary>
    private (double Layers, int Depth) SizeOf(int block)
    {
        if (_sizes.TryGetValue(block, out (double, int) known))
            return known;
        _sizes[block] = (0, 0);
        double layers = blocks[block].Layers.Count(layer => layer.Block < 0);
        int depth = 1;
        foreach (DeclaredAttribute use in Used(block))
        {
            (double inner, int innerDepth) = SizeOf(use.Block);

            // A use that is wrong stays one layer.
            layers += Math.Max(1, inner * BlockExpansion.Repetitions(use));
            depth = Math.Max(depth, innerDepth + 1);
        }
        return _sizes[block] = (layers, depth);
    }

    private IEnumerable<DeclaredAttribute> Used(int block) => blocks[block].Layers.Where(layer => layer.Block >= 0);
}
