namespace ModelCompiler.Generator.Expressions;

/// <summary>The variables in which the catalogues are written.</summary>
internal static class Variables
{
    /// <summary>The input of an activation.</summary>
    public static Variable X { get; } = new("x");

    /// <summary>The output of an activation.</summary>
    public static Variable Y { get; } = new("y");

    /// <summary>The gradient that arrives at the output of an activation.</summary>
    public static Variable Upstream { get; } = new("upstream");

    /// <summary>The model's output, or prediction, in a loss.</summary>
    public static Variable P { get; } = new("p");

    /// <summary>The model's output before the sigmoid (the logit) in a loss.</summary>
    public static Variable Z { get; } = new("z");

    /// <summary>The target in a loss.</summary>
    public static Variable T { get; } = new("t");
}
