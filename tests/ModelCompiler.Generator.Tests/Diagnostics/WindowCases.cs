namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>
/// The rows of <see cref="DiagnosticCases"/> about windows of one dimension or side, and about layers that change the size of an image.
/// </summary>
internal static class WindowCases
{
    private const string Image = "[Model][Input(2, 8, 9)]",
        Signal = "[Model][Input(2, 9)]",
        End = "[Dense(1)] partial class Net;";

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new("MC0014", Image + "[Conv2D(2, 3, «StrideWidth = 0»)]" + End, "StrideWidth is 0, but must be at least 1"),
        new("MC0014", Image + "[DepthwiseConv2D(3, «DilationHeight = -1»)]" + End, "DilationHeight is -1, but must be at least 1"),
        new("MC0014", Image + "[DepthwiseConv2D(«0», 2)]" + End, "KernelHeight is 0"),
        new("MC0014", Image + "[Conv2D(2, 3, «PaddingHeight = -2»)]" + End, "PaddingHeight is -2, but must be at least 0, or Padding.Same"),
        new("MC0014", Image + "[Conv2D(2, 3, «PaddingTop = -1»)]" + End, "PaddingTop is -1, but must be at least 0. Give it"),
        new("MC0014", Signal + "[Conv1D(2, 3, «PaddingBefore = -1»)]" + End, "PaddingBefore is -1, but must be at least 0"),
        new("MC0014", Image + "[MaxPool2D(«0»)]" + End, "Kernel is 0"),
        new("MC0014", Image + "[AvgPool2D(2, «0»)]" + End, "KernelWidth is 0"),
        new("MC0014", Image + "[MaxPool2D(2, «StrideHeight = 0»)]" + End, "StrideHeight is 0"),
        new("MC0014", Image + "[MaxPool2D(2, «Dilation = 0»)]" + End, "Dilation is 0"),
        new("MC0014", Image + "[MaxPool2D(2, 4, «PaddingHeight = 2»)]" + End, "PaddingHeight is 2, but must be at most half the kernel"),
        new("MC0014", Image + "[AvgPool2D(3, «PaddingRight = 2»)]" + End, "PaddingRight is 2, but must be at most half the kernel"),
        new("MC0014", Signal + "[AvgPool1D(3, «PaddingAfter = 2»)]" + End, "PaddingAfter is 2, but must be at most half the kernel"),
        new(
            "MC0014",
            "[Model][Input(2, 1, 9)][MaxPool2D(2, 1, «DilationHeight = 3», PaddingHeight = 2)]" + End,
            "DilationHeight is 3, but must be so small that every window holds a value of the input [2, 1, 9], not only padding"
        ),
        new("MC0014", Image + "[ConvTranspose2D(2, 3, «PaddingWidth = Padding.Same»)]" + End, "has no Padding.Same"),
        new(
            "MC0014",
            Image + "[ConvTranspose2D(2, 3, StrideHeight = 3, «OutputPadding = 2»)]" + End,
            "OutputPadding is 2, but must be at least 0 and below the larger of stride and dilation, 1"
        ),
        new("MC0014", Image + "[ConvTranspose2D(2, 3, StrideHeight = 3, «OutputPaddingHeight = 3»)]" + End, "stride and dilation, 3"),
        new(
            "MC0112",
            Image + "[Conv2D(2, 3, «5», DilationWidth = 3, PaddingLeft = 2)]" + End,
            "is 3 x 5 with dilation 1 x 3, but its input of [2, 8, 9] has only 8 x 11 values"
        ),
        new("MC0112", Signal + "[Conv1D(2, «12», PaddingBefore = 2)]" + End, "is 12, but its input of [2, 9] has only 11 values"),
        new(
            "MC0114",
            "[Model][Input(1, 2, 3)][ConvTranspose2D(4, 3, «PaddingTop = 3», PaddingBottom = 1)]" + End,
            "makes 4 x 5 pixels of its input [1, 2, 3], and its padding of 3 and 1 cuts all of them off"
        ),
        new("MC0014", Image + "[«ZeroPad»]" + End, "or at least 1 for one side, as PaddingTop = 1"),
        new("MC0014", Image + "[ZeroPad(1, «PaddingLeft = -1»)]" + End, "PaddingLeft is -1, but must be between 0 and 1,048,576"),
        new(
            "MC0111",
            Signal + "[ZeroPad(1, «PaddingTop = 1»)]" + End,
            "needs an image of [channels, height, width] for its PaddingTop, but its input has the shape [2, 9]"
        ),
        new("MC0111", Image + "[ZeroPad(«PaddingBefore = 1»)]" + End, "needs a signal of [channels, length] for its PaddingBefore"),
        new("MC0111", "[Model][Input(9)][«AdaptiveAvgPool(3)»]" + End, "or a signal of [channels, length]"),
        new("MC0111", Signal + "[AdaptiveAvgPool(«3», 4)]" + End, "needs an image of [channels, height, width] for its Height"),
        new("MC0014", Image + "[AdaptiveAvgPool(«0»)]" + End, "Size is 0, but must be between 1 and 1,048,576. Give it such a value."),
        new("MC0014", Image + "[AdaptiveAvgPool(3, «-1»)]" + End, "Width is -1, but must be between 1 and 1,048,576"),
        new("MC0014", Image + "[Upsample(«0»)]" + End, "Scale is 0, but must be at least 1. Give it such a value."),
        new("MC0014", Image + "[Upsample(2, «0», Interpolation.Bilinear)]" + End, "ScaleWidth is 0, but must be at least 1"),
        new("MC0014", Image + "[Upsample(«Height = 0», Width = 4)]" + End, "Height is 0, but must be between 1 and 1,048,576"),
        new("MC0013", Image + "[Upsample(2, «(Interpolation)7»)]" + End, "The value 7 is not a member of Interpolation"),
        new("MC0111", "[Model][Input(9)][«Upsample(3)»]" + End, "or a signal of [channels, length]"),
        new("MC0111", Signal + "[Upsample(«Height = 3», Width = 3)]" + End, "for its Height"),
        new("MC0111", Signal + "[Upsample(«2», 3)]" + End, "for its ScaleHeight"),
        new("MC0111", Image + "[Upsample(«Length = 3»)]" + End, "needs a signal of [channels, length] for its Length"),
        new("MC0118", Image + "[«Upsample»]" + End, "The layer 'upsample1' has neither a scale nor a size. Give it either"),
        new("MC0118", Image + "[Upsample(2, «Height = 3»)]" + End, "has both a scale and the size Height"),
        new("MC0118", Image + "[Upsample(«Width = 3»)]" + End, "has the Width of an image and no Height"),
        new("MC0014", Signal + "[Upsample(2, «Interpolation.Bilinear»)]" + End, "is Bilinear, but must be Nearest or Linear"),
        new("MC0014", Image + "[Upsample(2, «Interpolation.Linear»)]" + End, "is Linear, but must be Nearest or Bilinear"),
        new("MC0014", Signal + "[Upsample(«2000000000»)]" + End, "so small that 9 values become at most 1,048,576. Give it such a value."),
        new("MC0104", Image + "[«Upsample(100000)»]" + End, "The output of the layer 'upsample1' would hold"),
        new(
            "MC0306",
            Image + "[Upsample(2, «AlignCorners = true»)]" + End,
            "AlignCorners has no effect because Nearest takes the values of the input as they are",
            Image + "[Upsample(2)]" + End
        ),
    ];
}
