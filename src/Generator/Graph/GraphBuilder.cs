using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Graph;

/// <summary>
/// Collects the primitives of one model. Layers say what they compute with it; each method returns the new node's position.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [];
    private int _streams;

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Whether training changes the parameters that are added from now on.</summary>
    public bool IsTrainable { get; set; } = true;

    /// <summary>
    /// Whose defaults parameters start from where a layer does not say it: a member's name in the <c>Initialization</c> enumeration.
    /// </summary>
    public string Initialization { get; init; } = ModelSpec.DefaultInitialization;

    /// <summary>In the graph of one step of a stream, the steps that the longest one has; 0 in that of whole sequences.</summary>
    public int Context { get; init; }

    /// <summary>The number of steps of each sample that count, or -1 when all do.</summary>
    public int Lengths { get; set; } = -1;

    /// <summary>The steps of the sequences that have those lengths.</summary>
    public int Steps { get; set; }

    /// <summary>What the layer of the parameters that are added from now on is called in files; null for its name.</summary>
    public string? Key { get; set; }

    public TensorShape ShapeOf(int node) => _nodes[node].Shape;

    public int Add(Node node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    public int Parameter(string layer, string role, TensorShape shape, Initialization initialization) =>
        Add(new ParameterNode(layer, role, shape, initialization) { Key = Key, IsTrainable = IsTrainable });

    /// <summary>A tensor that follows the data: saved like a parameter, but no optimizer changes it.</summary>
    public int Statistic(string layer, string role, TensorShape shape, Initialization initialization) =>
        Add(
            new ParameterNode(layer, role, shape, initialization)
            {
                Key = Key,
                IsTrainable = false,
                IsStatistic = true,
            }
        );

    /// <summary>A batch times a weight of [out, in]: <c>y[n, o] = sum over i of x[n, i] w[o, i]</c>.</summary>
    public int Product(string layer, int x, int weight) =>
        Add(new ContractionNode(layer, TensorShape.Of(ShapeOf(weight).Dimensions[0]), true, "ni", "oi", "no", Operands(x, weight)));

    /// <summary>The sum of products of two sequences of one sample that indices name, as <c>nrk,nkc-&gt;nrc</c>.</summary>
    public int Contract(string layer, int left, string leftIndices, int right, string rightIndices, string result)
    {
        int Extent(char index) =>
            leftIndices.IndexOf(index) is >= 0 and var position
                ? ShapeOf(left).Dimensions[position - 1]
                : ShapeOf(right).Dimensions[rightIndices.IndexOf(index) - 1];
        var shape = TensorShape.Sequence(Extent(result[1]), Extent(result[2]));
        return Add(new ContractionNode(layer, shape, true, leftIndices, rightIndices, result, Operands(left, right)));
    }

    /// <summary>What a value of a sequence was a step before; <see cref="Close"/> says which value, once it is known.</summary>
    public int Delay(string layer, TensorShape shape, bool isReversed) =>
        Add(new DelayNode(layer, shape, isReversed, EquatableArray<int>.Empty));

    /// <summary>Says what a delay delays.</summary>
    public void Close(int delay, int value)
    {
        string? meaning = _nodes[delay].Meaning ?? (_nodes[value].Meaning is { } delayed ? delayed + "Before" : null);
        _nodes[delay] = _nodes[delay] with { Operands = Operands(value), Meaning = meaning };
    }

    /// <summary>What people call a node, among those of its layer: a gate, say.</summary>
    public int Named(int node, string meaning)
    {
        _nodes[node] = _nodes[node] with { Meaning = meaning };
        return node;
    }

    /// <summary>Consecutive channels of each position.</summary>
    public int Channels(string layer, int x, int start, int count)
    {
        TensorShape whole = ShapeOf(x),
            shape = whole.Resized(axis => axis == Axis.Channel ? count : whole.Extent(axis));
        int positions = whole.Axes.Aggregate(1, (product, axis) => axis == Axis.Channel ? product : product * whole.Extent(axis));
        return shape == whole ? x : Add(new SliceNode(layer, shape, start * positions, Operands(x)));
    }

    /// <summary>An elementwise sum; an operand without a batch is added to every sample.</summary>
    public int Sum(string layer, int left, int right) =>
        Add(
            new MapNode(
                layer,
                ShapeOf(left),
                new Variable("a") + new Variable("b"),
                Names("a", "b"),
                null,
                Operands(left, right),
                _nodes[left].IsBatched || _nodes[right].IsBatched
            )
        );

    /// <summary>A parameter of one value for each value of a sample.</summary>
    public int ElementwiseParameter(string layer, string role, int like, double start) =>
        ElementwiseParameter(layer, role, ShapeOf(like), start);

    /// <summary>A parameter that lies in memory in its order, as a sample does.</summary>
    public int ElementwiseParameter(string layer, string role, TensorShape shape, double start) =>
        Add(
            new ParameterNode(layer, role, shape, new Initialization("Constant", start, 1, 1))
            {
                Key = Key,
                IsElementwise = true,
                IsTrainable = IsTrainable,
            }
        );

    /// <summary>A parameter of rows that are looked up: it lies in memory row after row, unless a product reads it too.</summary>
    public int Table(string layer, string role, TensorShape shape, Initialization start, bool isOfSteps = false) =>
        Add(
            new ParameterNode(layer, role, shape, start)
            {
                Key = Key,
                IsElementwise = true,
                IsStepTable = isOfSteps,
                IsTrainable = IsTrainable,
            }
        );

    /// <summary>
    /// The parameter of a layer above that another one uses too. A layer that is built by itself sees its shape alone.
    /// </summary>
    public int SharedParameter(string layer, string role, TensorShape shape)
    {
        int shared = _nodes.FindIndex(node => node.IsParameter && node.Label == layer && node.Detail == role);
        return shared >= 0 ? shared : Add(new InputNode(shape));
    }

    /// <summary>For each token the row of a table that it is the number of; that of the padding, unless -1, does not learn.</summary>
    public int Gather(string layer, int tokens, int table, int padding) =>
        Add(
            new GatherNode(
                layer,
                TensorShape.Sequence(ShapeOf(tokens).Size, ShapeOf(table).Dimensions[1]),
                padding,
                Operands(tokens, table)
            )
        );

    /// <summary>The same values in another shape.</summary>
    public int Reshape(string layer, int x, TensorShape shape) => Add(new ReshapeNode(layer, shape, Operands(x)));

    /// <summary>Noise while training. Each call has random numbers of its own.</summary>
    public int Noise(string layer, int x, NoiseKind kind, double amount) =>
        Add(new NoiseNode(layer, ShapeOf(x), kind, amount, _streams++, Operands(x)));

    /// <summary>Whether there will be a gradient, in which noise acts; without, layers may leave out what is for noise alone.</summary>
    public bool IsTrained { get; init; }

    /// <summary>What drops channels of a sequence while training, the same ones in each step.</summary>
    public int DropoutMask(string layer, TensorShape sequence, double rate) => Add(new DropoutMaskNode(layer, sequence, rate, _streams++));

    /// <summary>A parameter of one value for each channel, which all positions share.</summary>
    public int ChannelParameter(string layer, string role, int like, double start) =>
        Parameter(layer, role, TensorShape.Of(ShapeOf(like).Extent(Axis.Channel)), new Initialization("Constant", start, 1, 1));

    /// <summary>A parameter of one value for each channel when it works over channels, or else for each value of a sample.</summary>
    public int AxisParameter(string layer, string role, int like, Axis? over, double start) =>
        over == Axis.Channel ? ChannelParameter(layer, role, like, start) : ElementwiseParameter(layer, role, like, start);

    /// <summary>
    /// Values divided by the root of their variance or, without centering, of their mean square, over an axis or all of a sample.
    /// </summary>
    public int Normalize(string layer, int x, Axis? over, double epsilon, bool isCentered) =>
        Add(new NormalizeNode(layer, ShapeOf(x), over, epsilon, isCentered, Operands(x)));

    /// <summary>A function of one element of each operand; an operand without a batch is repeated for every sample.</summary>
    public int Map(string layer, Expression value, params (Variable Variable, int Node)[] operands) =>
        MapSplit.Add(this, layer, value, operands);

    /// <summary>The channels of the operands behind one another.</summary>
    public int Concat(string layer, IReadOnlyList<int> operands) =>
        Add(
            new ConcatNode(
                layer,
                ShapeOf(operands[0])
                    .Resized(axis =>
                        axis == Axis.Channel
                            ? (int)Math.Min(int.MaxValue, operands.Sum(operand => (long)ShapeOf(operand).Extent(axis)))
                            : ShapeOf(operands[0]).Extent(axis)
                    ),
                operands.ToEquatableArray()
            )
        );

    /// <summary>The axis of a softmax or a norm that does not name one: the features of each step, or all values of a sample.</summary>
    public Axis? DefaultAxis(int x) => ShapeOf(x).IsSequence ? Axis.Channel : null;

    /// <summary>An activation of every element, or a softmax or softmin over the default axis.</summary>
    public int Activation(string layer, int x, string kind, Func<string, double?>? number = null)
    {
        Variable input = Expressions.Variables.X;
        if (kind == "Softmin")
            return Activation(layer, Map(layer, -input, (input, x)), "Softmax");
        if (kind == "Softmax")
            return Softmax(layer, x, DefaultAxis(x));
        ActivationDefinition definition =
            ActivationCatalogue.Find(kind, number)
            ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such activation.");
        return kind == "Linear" ? x : Applied(layer, x, new NamedActivation(kind, definition));
    }

    /// <summary>An activation of every element.</summary>
    public int Applied(string layer, int x, NamedActivation activation) =>
        Add(new MapNode(layer, ShapeOf(x), activation.Definition.Value, Names("x"), activation, Operands(x)));

    /// <summary>A softmax over an axis, or over all values of a sample.</summary>
    public int Softmax(string layer, int x, Axis? over) => Add(new SoftmaxNode(layer, ShapeOf(x), over, Operands(x)));

    /// <summary>The logarithm of a softmax over an axis, or over all values of a sample.</summary>
    public int LogSoftmax(string layer, int x, Axis? over) => Add(new LogSoftmaxNode(layer, ShapeOf(x), over, Operands(x)));

    public static EquatableArray<int> Operands(params int[] operands) => operands.ToEquatableArray();

    private static EquatableArray<string> Names(params string[] names) => names.ToEquatableArray();
}
