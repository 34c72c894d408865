using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints a work in phases.</summary>
internal static class PhasesEmitter
{
    public static void Write(CodeWriter code, string name, VectorTypes types, PhaseList list)
    {
        IReadOnlyList<Action> phases = list.Phases;
        code.Line();
        using (code.Open($"private readonly struct {name}{types.List} : IBatchWork", types.Constraints))
        {
            if (phases.Count > 1)
                code.Line($"public static int Phases => {Text.Of(phases.Count)};");
            if (list.Alone.Count > 0)
            {
                code.Line();
                code.Line($"public static bool IsAlone(int phase) => phase is {string.Join(" or ", list.Alone.Select(Text.Of))};");
            }

            if (phases.Count > 1)
                code.Line();
            code.Line(CompilationHint.Pass);
            using (code.Open("public static void Run(in BatchMemory batch, int phase, int part, int parts)"))
            {
                if (phases.Count == 1)
                    phases[0]();
                else
                    Switch(code, phases);
            }
        }
    }

    private static void Switch(CodeWriter code, IReadOnlyList<Action> phases)
    {
        using (code.Open("switch (phase)"))
        {
            for (int phase = 0; phase < phases.Count; phase++)
            {
                // Phases declare the same locals: each has a scope of its own.
                using (code.Open($"case {Text.Of(phase)}:"))
                {
                    phases[phase]();
                    code.Line("break;");
                }
            }
        }
    }
}
