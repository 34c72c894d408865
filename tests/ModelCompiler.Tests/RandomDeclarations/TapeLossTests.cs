namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>The reference of losses where probabilities have no digits left.</summary>
public sealed class TapeLossTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(33)]
    [InlineData(60)]
    [InlineData(-60)]
    public void A_cross_entropy_behind_a_sigmoid_is_that_of_the_logit(double logit)
    {
        const double Target = 0.3;
        var tape = new Tape();
        int x = tape.Leaf(logit),
            p = tape.NoteLogit(tape.Function(x, 1 / (1 + Math.Exp(-logit)), 0), x),
            loss = TapeLoss.Of(
                tape,
                Loss.BinaryCrossEntropy,
                1,
                [
                    [p],
                ],
                [
                    [(float)Target],
                ],
                1
            );
        Assert.Equal((1 / (1 + Math.Exp(-logit))) - (float)Target, tape.Gradient(loss)[x], 1e-12);
        Assert.Equal(Math.Max(logit, 0) - ((float)Target * logit) + Math.Log(1 + Math.Exp(-Math.Abs(logit))), tape[loss], 1e-12);
    }
}
