using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Lowering;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Tests.Planning;

/// <summary>
/// What straight-line code inlines and what it calls. That the limits are right is what <c>benchmarks -- compare --jit</c> checks.
/// </summary>
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
        FunctionLength gradient = InlineBudget.Length(ActivationCatalogue.Find(name)!.Gradient);

        Assert.Equal(called, InlineBudget.CallsLongActivations(Small, [gradient, gradient]));
    }

    [Theory]
    [InlineData("Relu", false)]
    [InlineData("LeakyRelu", false)]
    [InlineData("Sigmoid", true)]
    [InlineData("Mish", true)]
    public void AShortActivationIsNeverCalled(string name, bool isLong) =>
        Assert.Equal(isLong, InlineBudget.Length(ActivationCatalogue.Find(name)!.Value).IsLong);

    [Fact]
    public void ProductsTakeRoomToo()
    {
        FunctionLength tanh = InlineBudget.Length(ActivationCatalogue.Find("Tanh")!.Value);

        Assert.False(InlineBudget.CallsLongActivations(Small, [tanh, tanh]));
        Assert.True(InlineBudget.CallsLongActivations(StraightLinePlanner.MostMultiplyAdds, [tanh, tanh]));
    }

    [Fact]
    public void WhatOccursTwiceCountsOnce()
    {
        Expression sigmoid = ActivationCatalogue.Find("Sigmoid")!.Value;

        Assert.Equal(InlineBudget.Length(sigmoid).Operations + 1, InlineBudget.Length(sigmoid + sigmoid).Operations);
    }
}
