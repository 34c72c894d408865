using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>The calls of a convolution, or of the gradient of its input.</summary>
/// <param name="Phases">The runs.</param>
/// <param name="IsDepthwise">Whether channels are kept apart.</param>
/// <param name="ShapeName">What the constants' types are called.</param>
internal sealed record ConvolutionCall(IReadOnlyList<ConvolutionPhase> Phases, bool IsDepthwise, string ShapeName)
{
    /// <summary>Adds one call for each run.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="weight">The place of the weight.</param>
    /// <param name="bias">What is added to each column, and whether it is: <c>in parameters[0], false</c>.</param>
    /// <param name="input">The image that is read.</param>
    /// <param name="output">The image that is written.</param>
    /// <param name="second">The epilogue's second place, and what is done with it.</param>
    public void Add(CodeLines code, Code epilogue, Piece weight, Code bias, Value input, Value output, (Value Value, Access Access) second)
    {
        foreach (ConvolutionPhase phase in Phases)
        {
            string first = IsDepthwise ? string.Empty : $"firstInner: {Text.Of(phase.FirstInner)}, ";
            Piece from = input.At(phase.InputStart, Access.Read),
                to = output.At(phase.Start(output.Layout), Access.Write);
            code.Line(
                    $"{(IsDepthwise ? "DepthwiseConvolution" : "Convolution")}.Run"
                        + $"<{new VectorPiece(phase.Kernel["Columns"])}, {new TypePiece(phase.Kernel, ShapeName)}, {epilogue}>("
                )
                .Indented(
                    $"in {from}, in {weight}, {first}{bias}, ref {to}, ref "
                        + $"{second.Value.At(phase.Start(second.Value.Layout), second.Access)}, samples);"
                );
        }
    }

    /// <summary>Adds a second pass over the output.</summary>
    public static void AddPass(CodeLines code, Code epilogue, Value output, Value second, Access access)
    {
        Layout layout = output.Layout;
        code.Line($"ImagePass.Apply<{new VectorPiece(layout.Stored)}, {epilogue}>(")
            .Indented(
                $"ref {output.Pixels(Access.Change)}, imageLine: {layout.Line}, imageSample: {layout.Sample}, ref "
                    + $"{second.Pixels(access)}, savedLine: {second.Layout.Line}, savedSample: {second.Layout.Sample}, lineLength: "
                    + $"{layout.LineLength}, lines: {layout.Shape.Height}, samples);"
            );
    }
}
