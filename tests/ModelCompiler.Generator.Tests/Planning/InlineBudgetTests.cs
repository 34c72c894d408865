using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Tests.Planning;

/// <summary>What straight-line code inlines and what it calls. That the limits are right is what <c>benchmarks -- compare --jit</c> checks.</summary>
public class InlineBudgetTests
{
    /// <summary>The multiply-adds of a backward pass of 4-8-6-3.</summary>
    private const int Small = 38;

    [Theory]
    [InlineData("Relu", false)]
    [InlineData("HardSwish", false)]
    [InlineData("Swish", false)]
    [InlineData("Softplus", false)]
    [InlineData("Gelu", true)]
    [InlineData("Mish", true)]
    public void TwoGradientsOfAnActivationAreInlinedOrCalled(string name, bool called)
    {
        Expression gradient = ActivationCatalogue.Find(name)!.Gradient;

        Assert.Equal(called, InlineBudget.CallsLongActivations(Small, [gradient, gradient]));
    }

    [Theory]
    [InlineData("Relu", false)]
    [InlineData("LeakyRelu", false)]
    [InlineData("Sigmoid", true)]
    [InlineData("Mish", true)]
    public void AShortActivationIsNeverCalled(string name, bool isLong) => Assert.Equal(isLong, InlineBudget.IsLong(ActivationCatalogue.Find(name)!.Value));

    [Fact]
    public void ProductsTakeRoomToo()
    {
        Expression tanh = ActivationCatalogue.Find("Tanh")!.Value;

        Assert.False(InlineBudget.CallsLongActivations(Small, [tanh, tanh]));
        Assert.True(InlineBudget.CallsLongActivations(StraightLinePlanner.MostMultiplyAdds, [tanh, tanh]));
    }

    [Fact]
    public void WhatOccursTwiceCountsOnce()
    {
        Expression sigmoid = ActivationCatalogue.Find("Sigmoid")!.Value;

        Assert.Equal(InlineBudget.Operations(sigmoid) + 1, InlineBudget.Operations(sigmoid + sigmoid));
    }
}
