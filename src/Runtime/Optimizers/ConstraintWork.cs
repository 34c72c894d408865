using ModelCompiler.Threads;

namespace ModelCompiler;

/// <summary>The constraints after a step, as work that threads share by parameters.</summary>
internal readonly struct ConstraintWork : IPhasedWork<OptimizerStep>
{
    private const long FlopsPerParameter = 8;

    public static void Run(in OptimizerStep step, int degree)
    {
        if (step.Plan.Constrained.Length > 0)
            WorkerTeam.Run<ConstraintWork, OptimizerStep>(in step, degree, step.Plan.Length * FlopsPerParameter);
    }

    public static void Run(in OptimizerStep state, int phase, int part, int parts)
    {
        ConstrainedParameter[] constrained = state.Plan.Constrained;
        for (int i = part; i < constrained.Length; i += parts)
        {
            (ParameterDescriptor parameter, WeightConstraint constraint) = constrained[i];
            constraint.Apply(parameter.Layout, state.Parameters.Slice(parameter.Offset, parameter.Layout.BufferLength));
        }
    }
}
