using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>One pass of an update rule over parameters, gradient and state, with the widest vectors that may be used.</summary>
internal static class ParameterSweep
{
    /// <summary>
    /// Applies a rule to every element, with the width that <see cref="VectorWidth"/> says. The caller has checked that all spans have the
    /// same length, except state the rule does not use.
    /// </summary>
    internal static void Run<TRule>(TRule rule, Span<float> parameters, ReadOnlySpan<float> gradient, SweptState state = default)
        where TRule : struct, IUpdateRule
    {
        switch (VectorWidth.PreferredBits)
        {
            // The condition leaves this out of an executable for processors without such vectors, as in generated code.
            case 512 when Vector512.IsHardwareAccelerated:
                Sweep<Lanes16, TRule>(rule, parameters, gradient, state);
                break;
            case 256:
                Sweep<Lanes8, TRule>(rule, parameters, gradient, state);
                break;
            default:
                Sweep<Lanes4, TRule>(rule, parameters, gradient, state);
                break;
        }
    }

    /// <summary>The same with a chosen vector width; the result does not depend on it.</summary>
    // Optimised at once: unoptimised vector code is a hundred times slower, which a short training would feel in every step. Never inlined:
    // what inlines it, a worker's part, leaves no budget for what it inlines itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Sweep<TVector, TRule>(TRule rule, Span<float> parameters, ReadOnlySpan<float> gradient, SweptState state)
        where TVector : struct, IVector<TVector>
        where TRule : struct, IUpdateRule
    {
        ref float parameter = ref MemoryMarshal.GetReference(parameters);
        ref float slope = ref MemoryMarshal.GetReference(gradient);
        ref float state1 = ref MemoryMarshal.GetReference(state.First);
        ref float state2 = ref MemoryMarshal.GetReference(state.Second);
        ref float state3 = ref MemoryMarshal.GetReference(state.Third);
        ref float state4 = ref MemoryMarshal.GetReference(state.Fourth);
        nuint width = (nuint)TVector.Count;
        nuint length = (nuint)parameters.Length;
        nuint i = 0;
        for (; i + (2 * width) <= length; i += 2 * width)
        {
            // All loads come before all stores: a processor that takes a load for a reader of an earlier store
            // (their addresses agree in the lower bits) would otherwise compute one vector after the other.
            TVector updated0 = Compute<TVector, TRule>(
                rule,
                ref parameter,
                ref slope,
                ref state1,
                ref state2,
                ref state3,
                ref state4,
                i,
                out TVector first0,
                out TVector second0,
                out TVector third0,
                out TVector fourth0
            );
            TVector updated1 = Compute<TVector, TRule>(
                rule,
                ref parameter,
                ref slope,
                ref state1,
                ref state2,
                ref state3,
                ref state4,
                i + width,
                out TVector first1,
                out TVector second1,
                out TVector third1,
                out TVector fourth1
            );
            TVector.Store(updated0, ref Unsafe.Add(ref parameter, i));
            Store<TVector, TRule>(first0, second0, third0, fourth0, ref state1, ref state2, ref state3, ref state4, i);
            TVector.Store(updated1, ref Unsafe.Add(ref parameter, i + width));
            Store<TVector, TRule>(first1, second1, third1, fourth1, ref state1, ref state2, ref state3, ref state4, i + width);
        }
        for (; i + width <= length; i += width)
            Update<TVector, TRule>(rule, ref parameter, ref slope, ref state1, ref state2, ref state3, ref state4, i);
        if (i < length)
            UpdateTail<TVector, TRule>(rule, parameters, gradient, state, (int)i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update<TVector, TRule>(
        TRule rule,
        ref float parameter,
        ref float gradient,
        ref float first,
        ref float second,
        ref float third,
        ref float fourth,
        nuint at
    )
        where TVector : struct, IVector<TVector>
        where TRule : struct, IUpdateRule
    {
        TVector updated = Compute<TVector, TRule>(
            rule,
            ref parameter,
            ref gradient,
            ref first,
            ref second,
            ref third,
            ref fourth,
            at,
            out TVector state1,
            out TVector state2,
            out TVector state3,
            out TVector state4
        );
        TVector.Store(updated, ref Unsafe.Add(ref parameter, at));
        Store<TVector, TRule>(state1, state2, state3, state4, ref first, ref second, ref third, ref fourth, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Compute<TVector, TRule>(
        TRule rule,
        ref float parameter,
        ref float gradient,
        ref float first,
        ref float second,
        ref float third,
        ref float fourth,
        nuint at,
        out TVector state1,
        out TVector state2,
        out TVector state3,
        out TVector state4
    )
        where TVector : struct, IVector<TVector>
        where TRule : struct, IUpdateRule
    {
        state1 = TRule.BufferCount > 0 ? TVector.Load(ref Unsafe.Add(ref first, at)) : TVector.Zero;
        state2 = TRule.BufferCount > 1 ? TVector.Load(ref Unsafe.Add(ref second, at)) : TVector.Zero;
        state3 = TRule.BufferCount > 2 ? TVector.Load(ref Unsafe.Add(ref third, at)) : TVector.Zero;
        state4 = TRule.BufferCount > 3 ? TVector.Load(ref Unsafe.Add(ref fourth, at)) : TVector.Zero;
        return rule.Apply(
            TVector.Load(ref Unsafe.Add(ref parameter, at)),
            TVector.Load(ref Unsafe.Add(ref gradient, at)),
            ref state1,
            ref state2,
            ref state3,
            ref state4
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVector, TRule>(
        TVector state1,
        TVector state2,
        TVector state3,
        TVector state4,
        ref float first,
        ref float second,
        ref float third,
        ref float fourth,
        nuint at
    )
        where TVector : struct, IVector<TVector>
        where TRule : struct, IUpdateRule
    {
        if (TRule.BufferCount > 0)
            TVector.Store(state1, ref Unsafe.Add(ref first, at));
        if (TRule.BufferCount > 1)
            TVector.Store(state2, ref Unsafe.Add(ref second, at));
        if (TRule.BufferCount > 2)
            TVector.Store(state3, ref Unsafe.Add(ref third, at));
        if (TRule.BufferCount > 3)
            TVector.Store(state4, ref Unsafe.Add(ref fourth, at));
    }

    // The last, partial vector goes through copies on the stack, so that it has the arithmetic of all others.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void UpdateTail<TVector, TRule>(
        TRule rule,
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        SweptState state,
        int start
    )
        where TVector : struct, IVector<TVector>
        where TRule : struct, IUpdateRule
    {
        const int MaximumWidth = 16;
        Span<float> copies = stackalloc float[6 * MaximumWidth];
        copies.Clear();
        Span<float> parameter = copies[..MaximumWidth];
        Span<float> slope = copies.Slice(MaximumWidth, MaximumWidth);
        Span<float> state1 = copies.Slice(2 * MaximumWidth, MaximumWidth);
        Span<float> state2 = copies.Slice(3 * MaximumWidth, MaximumWidth);
        Span<float> state3 = copies.Slice(4 * MaximumWidth, MaximumWidth);
        Span<float> state4 = copies.Slice(5 * MaximumWidth, MaximumWidth);
        int count = parameters.Length - start;
        parameters[start..].CopyTo(parameter);
        gradient.Slice(start, count).CopyTo(slope);
        if (TRule.BufferCount > 0)
            state.First.Slice(start, count).CopyTo(state1);
        if (TRule.BufferCount > 1)
            state.Second.Slice(start, count).CopyTo(state2);
        if (TRule.BufferCount > 2)
            state.Third.Slice(start, count).CopyTo(state3);
        if (TRule.BufferCount > 3)
            state.Fourth.Slice(start, count).CopyTo(state4);
        Update<TVector, TRule>(
            rule,
            ref MemoryMarshal.GetReference(parameter),
            ref MemoryMarshal.GetReference(slope),
            ref MemoryMarshal.GetReference(state1),
            ref MemoryMarshal.GetReference(state2),
            ref MemoryMarshal.GetReference(state3),
            ref MemoryMarshal.GetReference(state4),
            0
        );
        parameter[..count].CopyTo(parameters[start..]);
        if (TRule.BufferCount > 0)
            state1[..count].CopyTo(state.First[start..]);
        if (TRule.BufferCount > 1)
            state2[..count].CopyTo(state.Second[start..]);
        if (TRule.BufferCount > 2)
            state3[..count].CopyTo(state.Third[start..]);
        if (TRule.BufferCount > 3)
            state4[..count].CopyTo(state.Fourth[start..]);
    }
}
