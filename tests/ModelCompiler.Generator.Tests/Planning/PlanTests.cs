using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Tests.Graph;

namespace ModelCompiler.Generator.Tests.Planning;

/// <summary>What the plan decides.</summary>
public sealed class PlanTests
{
    [Fact]
    public void Bias_and_activation_join_the_product()
    {
        ModelPlan plan = ModelCompilation.Plan(
            Specs.Model(784, "CategoricalCrossEntropy", Specs.Dense("dense1", 128, "Relu"), Specs.Dense("dense2", 10, "Softmax"))
        );
        Assert.Equal(
            [typeof(ProductForm), typeof(ProductForm), typeof(SoftmaxForm)],
            plan.Prediction.Steps.Select(step => step.Sample!.GetType())
        );
        var first = (ProductForm)plan.Prediction.Steps[0].Sample!;
        Assert.True(first.Bias >= 0);
        Assert.Equal("Relu", first.Activation!.Name);
    }

    [Fact]
    public void Softmax_and_loss_become_one_step()
    {
        ModelPlan plan = ModelCompilation.Plan(
            Specs.Model(784, "CategoricalCrossEntropy", Specs.Dense("dense1", 128, "Relu"), Specs.Dense("dense2", 10, "Softmax"))
        );
        Assert.Single(plan.Training!.Schedule.Steps, step => step.IsLoss);
        Assert.DoesNotContain(plan.Training.Schedule.Steps, step => step.Sample is SoftmaxForm);
    }

    [Fact]
    public void The_gradient_by_the_input_is_made_on_request()
    {
        ModelPlan plan = ModelCompilation.Plan(
            Specs.Model(20, "MeanSquaredError", Specs.Dense("dense1", 30, "Tanh"), Specs.Dense("dense2", 10, "Linear"))
        );
        Assert.Equal(
            [("dense2", false), ("dense1", true)],
            plan.Training!.Schedule.Steps.Where(step => step.Repackings.Count > 0).Select(step => (step.Label, step.ForInputGradient))
        );
    }

    [Fact]
    public void Small_networks_are_straight_line_code_and_large_ones_are_not()
    {
        Assert.NotNull(
            ModelCompilation.Plan(Specs.Model(4, null, Specs.Dense("dense1", 8, "Relu"), Specs.Dense("dense2", 3, "Softmax"))).SampleForm
        );
        Assert.Null(ModelCompilation.Plan(Specs.Model(4, null, Specs.Dense("dense1", 17, "Relu"))).SampleForm);
        Assert.Null(ModelCompilation.Plan(Specs.Model(1000, null, Specs.Dense("dense1", 4, "Relu"))).SampleForm);
    }

    [Fact]
    public void Gradients_of_small_networks_are_straight_line_code_and_those_of_large_ones_are_not()
    {
        Assert.NotNull(
            ModelCompilation
                .Plan(Specs.Model(4, "MeanSquaredError", Specs.Dense("dense1", 8, "Relu"), Specs.Dense("dense2", 3, "Linear")))
                .SampleGradient
        );
        Assert.NotNull(
            ModelCompilation
                .Plan(Specs.Model(4, "CategoricalCrossEntropy", Specs.Dense("dense1", 16, "Relu"), Specs.Dense("dense2", 16, "Softmax")))
                .SampleGradient
        );
        Assert.Null(ModelCompilation.Plan(Specs.Model(4, "MeanSquaredError", Specs.Dense("dense1", 17, "Relu"))).SampleGradient);
        Assert.Null(ModelCompilation.Plan(Specs.Model(90, "MeanSquaredError", Specs.Dense("dense1", 4, "Relu"))).SampleGradient);
        Assert.Null(ModelCompilation.Plan(Specs.Model(4, "MeanSquaredError", Specs.Dense("dense1", 4, "Softmax"))).SampleGradient);
    }

    [Fact]
    public void Without_a_loss_there_is_nothing_to_train() =>
        Assert.Null(ModelCompilation.Plan(Specs.Model(4, null, Specs.Dense("dense1", 8, "Relu"))).Training);

    [Fact]
    public void Equal_declarations_give_equal_plans()
    {
        static ModelPlan Plan() =>
            ModelCompilation.Plan(Specs.Model(20, "Huber", Specs.Dense("dense1", 30, "Gelu"), Specs.Dense("dense2", 10, "Linear")));
        Assert.Equal(Plan(), Plan());
    }
}
