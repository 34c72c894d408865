using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>What the sums of a tile start from.</summary>
internal enum TileStart
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>The bias of each column.</summary>
    Bias,

    /// <summary>What the output holds: the sums go on where they stopped.</summary>
    Output,
}

/// <summary>
/// The size of a register tile: its type has as many bytes as the tile has rows, 1 to 8, or to 14 with one vector of columns. A tile asks
/// for <c>Unsafe.SizeOf</c> of it: the just-in-time compiler knows that as it reads the method, and passes over the rows that a size does
/// not have; a property it would have to inline first, at every turn, and would read them all. What it inlines in one method is limited,
/// and compiling tiles is most of what it does.
/// </summary>
internal interface ITileSize
{
    /// <summary>1 or 2 vectors of columns.</summary>
    static virtual int Vectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2;
    }
}

/// <summary>The distances between elements, in floats, as constants of a type.</summary>
internal interface ITileStrides
{
    /// <summary>Between the first row of x and another one.</summary>
    static abstract nint Left(nint row);

    /// <summary>Between consecutive k of x.</summary>
    static abstract int LeftInner { get; }

    /// <summary>Between consecutive k of w.</summary>
    static abstract int RightInner { get; }

    /// <summary>Between rows of y.</summary>
    static abstract int OutputRow { get; }

    /// <summary>The number of runs of k; not a distance.</summary>
    static virtual int Outer => 1;

    /// <summary>Between runs of k in x.</summary>
    static virtual int LeftOuter => 0;

    /// <summary>Between runs of k in w.</summary>
    static virtual int RightOuter => 0;

    /// <summary>The number of runs after which a line of them ends, or 0 when all are as far apart; not a distance.</summary>
    static virtual int RunsOfLine => 0;

    /// <summary>What is further at the end of such a line in x.</summary>
    static virtual int LeftLineEnd => 0;

    /// <summary>What is further at the end of such a line in w.</summary>
    static virtual int RightLineEnd => 0;
}

/// <summary>
/// What becomes of a finished sum, on its way from the register to memory or once it is there; generated code supplies it.
/// </summary>
public interface IEpilogue
{
    /// <summary>
    /// The columns of a <see cref="ChannelTable"/>, as stored, that lies where the bias would: sums start from zero and are multiplied and
    /// shifted by it before they are stored. 0 when there is none.
    /// </summary>
    static virtual int TableColumns => 0;

    /// <summary>Stores what is made of a finished sum.</summary>
    /// <param name="sum">The finished sums of one vector of columns.</param>
    /// <param name="output">Where the result goes.</param>
    /// <param name="saved">The same place in a second buffer: written by a forward pass that keeps what the backward pass needs, read by
    /// that.</param>
    static abstract void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector>;
}

/// <summary>Stores the sum as it is.</summary>
public readonly struct StoreSum : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector> => TVector.Store(sum, ref output);
}
