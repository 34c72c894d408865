using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Runtime.Tests;

/// <summary>
/// What a pass runs is compiled with all optimizations at once: as a method of its own, or as a part of one. Without that its first 30,000
/// calls or so would run code in which every operation on a vector is a call.
/// </summary>
public sealed class CompilationHintTests
{
    private const MethodImplAttributes Hints = MethodImplAttributes.AggressiveInlining | MethodImplAttributes.AggressiveOptimization;

    // The just-in-time compiler always makes a method of so few bytes a part of its caller, where it optimizes that.
    private const int AlwaysInlined = 16;

    private static readonly string[] s_hot = ["ModelCompiler.Kernels", "ModelCompiler.Simd", "ModelCompiler.Threads"];

    [Fact]
    public void Every_method_of_kernels_vectors_and_threads_says_how_it_is_compiled()
    {
        var without =
            from type in typeof(VectorWidth).Assembly.GetTypes()
            where s_hot.Contains(type.Namespace) && !type.IsDefined(typeof(CompilerGeneratedAttribute))
            from method in type.GetMethods(
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly
            )
            where method.GetMethodBody() is { } body && body.GetILAsByteArray()!.Length > AlwaysInlined
            where (method.MethodImplementationFlags & Hints) == 0 && !method.IsDefined(typeof(DoesNotReturnAttribute))
            where !method.IsDefined(typeof(CompilerGeneratedAttribute)) && !method.Name.Contains("PrintMembers", StringComparison.Ordinal)
            select $"{type.FullName}.{method.Name}";

        Assert.Empty(without);
    }
}
