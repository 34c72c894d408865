using System.Globalization;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Recurrent layers of one sample, on a tape: step by step, by the formulas in PyTorch's documentation.</summary>
internal sealed class TapeRecurrences
{
    private readonly Tape _tape;
    private readonly RecurrentAttribute _layer;

    private TapeRecurrences(Tape tape, RecurrentAttribute layer)
    {
        _tape = tape;
        _layer = layer;
    }

    /// <summary>A layer's values.</summary>
    public static int[] Of(Tape tape, RecurrentAttribute layer, int[] x, int[][] own, SampleShape shape)
    {
        var recurrence = new TapeRecurrences(tape, layer);
        int[][] steps = [.. x.Chunk(shape.Channels)];
        int directions = layer.Bidirectional ? 2 : 1,
            each = Each(layer).Count;
        int[][][] states = [];
        for (int number = 0; number < layer.Layers; number++)
        {
            int first = number * directions * each;
            states =
            [
                .. Enumerable
                    .Range(0, directions)
                    .Select(direction => recurrence.Direction(steps, own[(first + (direction * each))..], isReversed: direction > 0)),
            ];
            steps = [.. steps.Select((_, step) => states.SelectMany(direction => direction[step]).ToArray())];
        }

        return layer.Output == RecurrentOutput.LastStep
            ? [.. states.SelectMany((direction, index) => direction[index > 0 ? 0 : ^1])]
            : [.. steps.SelectMany(step => step)];
    }

    /// <summary>What the parameters are called, in PyTorch's order.</summary>
    public static IEnumerable<string> Roles(RecurrentAttribute layer) =>
        from number in Enumerable.Range(0, layer.Layers)
        from direction in layer.Bidirectional ? new[] { "", "_reverse" } : [""]
        from role in Each(layer)
        select string.Create(CultureInfo.InvariantCulture, $"{role}_l{number}{direction}");

    /// <summary>Those of one layer and direction.</summary>
    public static IReadOnlyList<string> Each(RecurrentAttribute layer)
    {
        string[] roles = layer is GruAttribute { ResetBefore: true }
            ? ["weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hn", "bias_hn"]
            : ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];
        return layer.Bias ? roles : [.. roles.Where(role => role.StartsWith("weight", StringComparison.Ordinal))];
    }

    private int[][] Direction(int[][] steps, int[][] own, bool isReversed)
    {
        int[] state = Zeros(),
            memory = Zeros();
        int[][] states = new int[steps.Length][];
        for (int taken = 0; taken < steps.Length; taken++)
        {
            int step = isReversed ? steps.Length - 1 - taken : taken;
            int[] inputs = Affine(steps[step], own[0], _layer.Bias ? own[2] : null),
                sums = Affine(state, own[1], _layer.Bias ? own[3] : null);
            int[] before = state;
            if (_layer is GruAttribute { ResetBefore: true })
                sums = [.. sums, .. OfReset(before, inputs, sums, own)];
            states[step] = state = [
                .. Enumerable.Range(0, _layer.Units).Select(unit => Cell(inputs, sums, unit, before[unit], ref memory[unit])),
            ];
        }

        return states;
    }

    // The product with the state that has been reset.
    private int[] OfReset(int[] state, int[] inputs, int[] sums, int[][] own)
    {
        int[] reset = [.. state.Select((value, unit) => _tape.Multiply(Sigmoid(_tape.Add(inputs[unit], sums[unit])), value))];
        return Affine(reset, own[_layer.Bias ? 4 : 2], _layer.Bias ? own[5] : null);
    }

    private int Cell(int[] inputs, int[] sums, int unit, int state, ref int memory)
    {
        switch (_layer)
        {
            case LstmAttribute:
                int kept = _tape.Multiply(Sigmoid(Both(1)), memory),
                    added = _tape.Multiply(Sigmoid(Both(0)), Tanh(Both(2)));
                memory = _tape.Add(kept, added);
                return _tape.Multiply(Sigmoid(Both(3)), Tanh(memory));
            case GruAttribute:
                int reset = Sigmoid(Both(0)),
                    update = Sigmoid(Both(1)),
                    candidate = Tanh(
                        _layer is GruAttribute { ResetBefore: true }
                            ? Both(2)
                            : _tape.Add(At(inputs, 2), _tape.Multiply(reset, At(sums, 2)))
                    );
                return _tape.Add(_tape.Add(candidate, _tape.Multiply(update, candidate), -1), _tape.Multiply(update, state));
            default:
                return Function(((RnnAttribute)_layer).Activation, Both(0));
        }

        int At(int[] all, int gate) => all[(gate * _layer.Units) + unit];

        int Both(int gate) => _tape.Add(At(inputs, gate), At(sums, gate));
    }

    private int[] Affine(int[] x, int[] weight, int[]? bias) =>
        [
            .. weight
                .Chunk(x.Length)
                .Select(
                    (row, unit) =>
                    {
                        double sum = _tape.StartSum(bias?[unit] ?? -1);
                        for (int i = 0; i < row.Length; i++)
                            sum = _tape.Product(sum, row[i], x[i]);
                        return _tape.EndSum(sum);
                    }
                ),
        ];

    private int[] Zeros() => [.. Enumerable.Range(0, _layer.Units).Select(_ => _tape.Leaf(0))];

    private int Sigmoid(int x) => Function(Activation.Sigmoid, x);

    private int Tanh(int x) => Function(Activation.Tanh, x);

    private int Function(Activation activation, int x)
    {
        var numbers = new ActivationNumbers();
        if (activation != Activation.Softsign)
            foreach (double kink in ReferenceActivations.Kinks(activation, numbers))
                _tape.NoteKink(_tape[x] - kink);
        return _tape.Function(
            x,
            ReferenceActivations.Value(activation, numbers, _tape[x]),
            ReferenceActivations.Derivative(activation, numbers, _tape[x])
        );
    }
}
