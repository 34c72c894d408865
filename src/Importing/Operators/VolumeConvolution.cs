using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>
/// A convolution of volumes as one of images: each depth of each channel is a channel of the image, and what a window does not reach
/// along the depth has weights of zero.
/// </summary>
internal static class VolumeConvolution
{
    private const long MostWeights = 1 << 22;

    public static Value Of(LayerBuilder builder, Value x, Tensor weight, float[]? bias, int groups, Window window, NetworkNode node)
    {
        int channels = x.Shape[1],
            depth = x.Shape[2],
            outputs = weight.Shape[0],
            layers = window.Outputs(x.Shape[2..], ceil: false)[0];
        int each = weight.Shape[3] * weight.Shape[4],
            inGroup = channels / groups,
            outGroup = outputs / groups;
        if ((long)outputs * layers * inGroup * depth * each > MostWeights)
            throw new Refusal("it is a convolution of large volumes", "no layer works on volumes; small ones become images");
        float[] given = weight.Floats(),
            spread = new float[outputs * layers * inGroup * depth * each];
        for (int output = 0; output < outputs; output++)
        for (int layer = 0; layer < layers; layer++)
        for (int channel = 0; channel < inGroup; channel++)
        for (int tap = 0; tap < window.Kernel[0]; tap++)
        {
            int place = (layer * window.Strides[0]) + (tap * window.Dilations[0]) - window.Before[0];
            if (place < 0 || place >= depth)
                continue;
            int from = ((output * inGroup) + channel) * window.Kernel[0] + tap,
                to = ((((output * layers) + layer) * inGroup) + channel) * depth + place;
            Array.Copy(given, from * each, spread, to * each, each);
        }

        Value image = x.Regroup([x.Shape[0], channels * depth, .. x.Shape[3..]]);
        float[]? all = bias is null ? null : [.. bias.SelectMany(value => Enumerable.Repeat(value, layers))];
        var weights = Tensor.Of([outGroup * groups * layers, inGroup * depth, weight.Shape[3], weight.Shape[4]], spread);
        Value y = Convolution.Of(builder, image, weights, all, groups, window.Take(1, 2) with { IsSame = false }, node);
        builder.Remarks.Add(
            "a convolution of volumes is one of images whose channels are those of all depths: it predicts the same, but training it "
                + "would train each depth by itself, and weights that are zero now"
        );
        return y.Regroup([y.Shape[0], outputs, layers, .. y.Shape[2..]]);
    }
}
