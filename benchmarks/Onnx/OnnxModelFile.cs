using System.Globalization;
using System.Runtime.InteropServices;
using ModelCompiler.Onnx.Export;

namespace ModelCompiler.Benchmarks.Onnx;

/// <summary>
/// Makes the bytes of an ONNX model: one Gemm or Conv and one activation for each layer. Field numbers are those of onnx.proto.
/// </summary>
internal static class OnnxModelFile
{
    /// <summary>The name of the model's input.</summary>
    public const string InputName = "input";

    /// <summary>The name of the model's output.</summary>
    public const string OutputName = "output";

    private const int IntermediateRepresentationVersion = 8;
    private const int OperatorSetVersion = 17;
    private const int FloatElementType = 1;
    private const int IntegerAttributeType = 2;
    private const int IntegersAttributeType = 7;

    /// <summary>The model of a workload, with its parameters and a fixed batch.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="data">Its numbers.</param>
    /// <param name="transposeWeights">Whether the weights are stored as [in, out] instead of [out, in].</param>
    public static byte[] Create(Workload workload, WorkloadData data, bool transposeWeights)
    {
        ProtobufWriter graph = new ProtobufWriter().Text(2, "network");
        string current = InputName;
        for (int i = 0; i < workload.Network.Layers.Count; i++)
        {
            Layer layer = workload.Network.Layers[i];
            string number = (i + 1).ToString(CultureInfo.InvariantCulture);
            bool isLast = i == workload.Network.Layers.Count - 1;
            string product = isLast && layer.Activation == Activation.Linear ? OutputName : $"product{number}";
            if (layer is ConvolutionLayer convolution)
            {
                AddConvolution(graph, convolution, data.Weights[i], data.Biases[i], number, current, product);
            }
            else if (layer is PoolLayer)
            {
                graph.Message(
                    1,
                    new ProtobufWriter()
                        .Text(1, current)
                        .Text(2, product)
                        .Text(4, "MaxPool")
                        .Message(5, IntegersAttribute("kernel_shape", 2, 2))
                        .Message(5, IntegersAttribute("strides", 2, 2))
                );
            }
            else
            {
                if (i > 0 && workload.Network.Layers[i - 1] is ConvolutionLayer or PoolLayer)
                {
                    graph.Message(1, new ProtobufWriter().Text(1, current).Text(2, "flat").Text(4, "Flatten"));
                    current = "flat";
                }
                AddGemm(graph, layer, data.Weights[i], data.Biases[i], transposeWeights, number, current, product);
            }
            current = product;
            if (layer.Activation == Activation.Linear)
                continue;
            string activated = isLast ? OutputName : $"activation{number}";
            graph.Message(1, ActivationNode(layer.Activation, current, activated));
            current = activated;
        }
        graph.Message(11, FloatTensorInfo(InputName, [workload.Batch, .. workload.Network.InputShape]));
        graph.Message(12, FloatTensorInfo(OutputName, [workload.Batch, .. workload.Network.OutputShape]));
        return new ProtobufWriter()
            .Integer(1, IntermediateRepresentationVersion)
            .Text(2, "ModelCompiler.Benchmarks")
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, OperatorSetVersion))
            .ToArray();
    }

    private static void AddGemm(
        ProtobufWriter graph,
        Layer layer,
        float[] weights,
        float[] bias,
        bool transposeWeights,
        string number,
        string input,
        string output
    )
    {
        string weightName = $"weight{number}";
        string biasName = $"bias{number}";
        ProtobufWriter node = new ProtobufWriter().Text(1, input).Text(1, weightName).Text(1, biasName).Text(2, output).Text(4, "Gemm");
        if (!transposeWeights)
            node.Message(5, IntegerAttribute("transB", 1));
        graph.Message(1, node);
        graph.Message(
            5,
            transposeWeights
                ? FloatTensor(weightName, Transposed(weights, layer), layer.Inputs, layer.Units)
                : FloatTensor(weightName, weights, layer.Units, layer.Inputs)
        );
        graph.Message(5, FloatTensor(biasName, bias, layer.Units));
    }

    private static void AddConvolution(
        ProtobufWriter graph,
        ConvolutionLayer layer,
        float[] weights,
        float[] bias,
        string number,
        string input,
        string output
    )
    {
        int padding = layer.Padding;
        string weightName = $"weight{number}",
            biasName = $"bias{number}";
        graph.Message(
            1,
            new ProtobufWriter()
                .Text(1, input)
                .Text(1, weightName)
                .Text(1, biasName)
                .Text(2, output)
                .Text(4, "Conv")
                .Message(5, IntegersAttribute("kernel_shape", layer.Kernel, layer.Kernel))
                .Message(5, IntegerAttribute("group", layer.Groups))
                .Message(5, IntegersAttribute("pads", padding, padding, padding, padding))
        );
        graph.Message(5, FloatTensor(weightName, weights, layer.WeightShape));
        graph.Message(5, FloatTensor(biasName, bias, layer.OutputChannels));
    }

    private static ProtobufWriter ActivationNode(Activation activation, string input, string output)
    {
        ProtobufWriter node = new ProtobufWriter()
            .Text(1, input)
            .Text(2, output)
            .Text(
                4,
                activation switch
                {
                    Activation.Relu => "Relu",
                    Activation.Tanh => "Tanh",
                    Activation.Sigmoid => "Sigmoid",
                    Activation.Softmax => "Softmax",
                    _ => throw new NotSupportedException($"No ONNX operator is mapped to {activation}."),
                }
            );
        return activation == Activation.Softmax ? node.Message(5, IntegerAttribute("axis", -1)) : node;
    }

    private static ProtobufWriter IntegerAttribute(string name, long value) =>
        new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, IntegerAttributeType);

    private static ProtobufWriter IntegersAttribute(string name, params ReadOnlySpan<int> values)
    {
        ProtobufWriter attribute = new ProtobufWriter().Text(1, name);
        foreach (int value in values)
            attribute.Integer(8, value);
        return attribute.Integer(20, IntegersAttributeType);
    }

    private static ProtobufWriter FloatTensor(string name, float[] values, params ReadOnlySpan<int> shape)
    {
        var tensor = new ProtobufWriter();
        foreach (int dimension in shape)
            tensor.Integer(1, dimension);
        return tensor.Integer(2, FloatElementType).Text(8, name).Bytes(9, MemoryMarshal.AsBytes<float>(values));
    }

    private static ProtobufWriter FloatTensorInfo(string name, params ReadOnlySpan<int> shape)
    {
        var dimensions = new ProtobufWriter();
        foreach (int dimension in shape)
            dimensions.Message(1, new ProtobufWriter().Integer(1, dimension));
        ProtobufWriter tensor = new ProtobufWriter().Integer(1, FloatElementType).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    private static float[] Transposed(float[] weights, Layer layer)
    {
        float[] result = new float[weights.Length];
        for (int unit = 0; unit < layer.Units; unit++)
        for (int input = 0; input < layer.Inputs; input++)
            result[(input * layer.Units) + unit] = weights[(unit * layer.Inputs) + input];
        return result;
    }
}
