using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.OutsideGradients;

/// <summary>Halves of a gradient that do not belong together are refused, and what can be mended may be tried again.</summary>
public class MisuseTests
{
    private readonly Straight _model = new(1);
    private readonly ForwardPass _pass = new();
    private readonly float[] _inputs = [.. Enumerable.Range(0, 15).Select(i => i / 15f)];
    private readonly float[] _outputs = new float[9];
    private readonly float[] _gradient = new float[Straight.Description.ParameterBufferLength];

    [Fact]
    public void Backward_without_forward()
    {
        Assert.Contains("call Forward with it first", Refused<InvalidOperationException>(Backward), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => _model.Backward(null!, _outputs, _gradient));
        Assert.Throws<ArgumentNullException>(() => _model.Forward(_inputs, _outputs, null!));
    }

    [Fact]
    public void Backward_twice()
    {
        Forward();
        Backward();
        Assert.Contains("Each Forward serves one Backward", Refused<InvalidOperationException>(Backward), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_of_another_model()
    {
        Forward();
        Straight other = new(1);
        string message = Refused<InvalidOperationException>(() => other.Backward(_pass, _outputs, _gradient));
        Assert.Contains("not of this Straight", message, StringComparison.Ordinal);
        Backward();
    }

    [Fact]
    public void Parameters_that_have_changed()
    {
        Forward();
        new Sgd(0.1f).Step(_model, _gradient);
        Assert.Contains("have changed since Forward", Refused<InvalidOperationException>(Backward), StringComparison.Ordinal);
        Forward();
        Backward();
    }

    [Fact]
    public void A_gradient_of_another_batch_or_not_finite()
    {
        Forward();
        string message = Refused<ArgumentException>(() => _model.Backward(_pass, _outputs.AsSpan(0, 6), _gradient));
        Assert.Contains(
            "Forward was given 3 samples, whose gradient by the outputs has 3 × 3 values, but 6",
            message,
            StringComparison.Ordinal
        );
        float[] wrong = [0, 0, 0, 0, 0, float.NaN, 0, 0, 0];
        message = Refused<ArgumentException>(() => _model.Backward(_pass, wrong, _gradient));
        Assert.Contains("The gradient by output 2 of sample 1 is NaN", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _model.Backward(_pass, _outputs, _gradient.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => _model.Backward(_pass, _outputs, _gradient, new float[14]));
        Assert.All(_gradient, value => Assert.Equal(0, value));
        Backward();
    }

    [Fact]
    public void A_forward_pass_that_fails_holds_nothing()
    {
        Assert.Throws<ArgumentException>(() => _model.Forward(_inputs.AsSpan(1), _outputs, _pass));
        Assert.Throws<ArgumentException>(() => _model.Forward(_inputs, _outputs.AsSpan(1), _pass));
        Assert.Equal(0, _pass.Samples);
        Assert.Throws<ArgumentException>(() => new Centred(1).Forward(new float[24], new float[4], _pass));
        Assert.Equal(0, _pass.Samples);
    }

    [Fact]
    public void An_objective_that_throws_leaves_the_model_usable()
    {
        Assert.Throws<FormatException>(() => _model.Gradient(_inputs, static (_, _) => throw new FormatException(), _gradient));
        Assert.Equal(2, _model.Gradient(_inputs, static (_, _) => 2, _gradient));
        Assert.All(_gradient, value => Assert.Equal(0, value));
        Assert.Throws<ArgumentNullException>(() => _model.Gradient(_inputs, (OutputObjective)null!, _gradient));
    }

    [Fact]
    public void Inside_the_objective_the_model_may_predict_but_not_begin_another_gradient()
    {
        Straight model = _model;
        float[] inputs = _inputs,
            gradient = _gradient;
        float value = model.Gradient(inputs, (outputs, _) => model.Predict(inputs)[0] - outputs[0], gradient);
        Assert.Equal(0, value);
        string message = Refused<InvalidOperationException>(() =>
            model.Gradient(inputs, (_, _) => model.Gradient(inputs, static (_, _) => 0, gradient), gradient)
        );
        Assert.Contains("call Forward", message, StringComparison.Ordinal);
    }

    private void Forward() => _model.Forward(_inputs, _outputs, _pass);

    private void Backward() => _model.Backward(_pass, _outputs, _gradient);

    private static string Refused<TException>(Action action)
        where TException : Exception => Assert.ThrowsAny<TException>(action).Message;
}
