using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Simd;

/// <summary>Room for one load of all virtual lanes, for what is left over at the end.</summary>
[InlineArray(VirtualLanes<Lanes4>.Count)]
internal struct VirtualLanesBuffer
{
    private float _first;

    /// <summary>Copies fewer floats than there are lanes; the other lanes receive <paramref name="neutral"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ref readonly float source, int length, float neutral)
    {
        Span<float> lanes = this;
        MemoryMarshal.CreateReadOnlySpan(in source, length).CopyTo(lanes);
        lanes[length..].Fill(neutral);
    }
}
