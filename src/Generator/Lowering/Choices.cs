using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Losses;
using ModelCompiler.Generator.Lowering.Maps;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Lowering.Products;
using ModelCompiler.Generator.Lowering.Reductions;
using ModelCompiler.Generator.Lowering.Scans;

namespace ModelCompiler.Generator.Lowering;

/// <summary>Which steps a primitive becomes. This is the only place that asks a node for its type to compute it.</summary>
internal static class Choices
{
    /// <summary>Plans the steps of a node whose operands have been planned.</summary>
    public static void Lower(ScheduleBuilder builder, int index)
    {
        bool isForward = index < builder.Graph.ForwardCount;
        switch (builder.Graph.Nodes[index])
        {
            case InputNode
            or TargetNode
            or ParameterNode
            or ElementLossNode
            or RowLossNode
            or SoftmaxCrossEntropyNode
            or SparseCrossEntropyNode
            or LabelSequenceLossNode
            or HeadsLossNode
            or BatchNormParameterGradientNode
            or GradientSumNode:
                // Given from outside, or computed together with another node.
                break;
            case ContractionNode { IsOfValues: true, HasSplitDimensions: true } product:
                HeadProduct.Lower(builder, index, product);
                break;
            case ContractionNode { IsOfValues: true } product:
                MatrixProduct.Lower(builder, index, product);
                break;
            case ContractionNode { IsBatched: false } product:
                DenseWeightGradient.Lower(builder, index, product);
                break;
            case ContractionNode product when isForward:
                DenseProduct.Lower(builder, index, product);
                break;
            case ContractionNode product:
                DenseInputGradient.Lower(builder, index, product);
                break;
            case BatchSumNode sum:
                DenseWeightGradient.LowerBias(builder, index, sum);
                break;
            case WindowProductNode convolution:
                Convolution.Lower(builder, index, convolution);
                break;
            case ConvolutionInputGradientNode gradient:
                ConvolutionGradient.Lower(builder, index, gradient);
                break;
            case TransposedInputGradientNode gradient:
                ConvolutionGradient.LowerTransposed(builder, index, gradient);
                break;
            case ConvolutionWeightGradientNode gradient:
                ConvolutionWeightGradient.Lower(builder, index, gradient);
                break;
            case ChannelSumNode sum:
                ConvolutionWeightGradient.LowerBias(builder, index, sum);
                break;
            case MapNode map:
                ElementMap.Lower(builder, index, map);
                break;
            case ActivationGradientNode gradient:
                ElementMap.LowerGradient(builder, index, gradient);
                break;
            case SinusoidNode sinusoids:
                Sinusoids.Lower(builder, index, sinusoids);
                break;
            case StepWeightNode weights:
                StepWeights.Lower(builder, index, weights);
                break;
            case NoiseNode noise:
                Noise.Lower(builder, index, noise);
                break;
            case DropoutMaskNode mask:
                Noise.LowerMask(builder, index, mask);
                break;
            case SoftmaxNode { Band: { } band } softmax:
                BandSoftmax.Lower(builder, index, softmax, band);
                break;
            case SoftmaxNode softmax:
                SoftmaxRows.Lower(builder, index, softmax);
                break;
            case SoftmaxGradientNode { Band: { } band } gradient:
                BandSoftmax.LowerGradient(builder, index, gradient, band);
                break;
            case SoftmaxGradientNode gradient:
                SoftmaxRows.LowerGradient(builder, index, gradient);
                break;
            case RotaryNode rotary:
                RotaryPositions.Lower(builder, index, rotary);
                break;
            case LogSoftmaxNode softmax:
                LogSoftmax.Lower(builder, index, softmax);
                break;
            case LogSoftmaxGradientNode gradient:
                LogSoftmax.LowerGradient(builder, index, gradient);
                break;
            case PoolNode pool:
                Pool.Lower(builder, index, pool);
                break;
            case PoolGradientNode gradient:
                Pool.LowerGradient(builder, index, gradient);
                break;
            case ResampleNode resample:
                Resample.Lower(builder, index, resample);
                break;
            case NormalizeNode normal:
                Normalization.Lower(builder, index, normal);
                break;
            case NormalizeGradientNode gradient:
                Normalization.LowerGradient(builder, index, gradient);
                break;
            case BatchNormNode norm:
                BatchNorm.Lower(builder, index, norm);
                break;
            case BatchNormSumsNode sums:
                BatchStatistics.LowerSums(builder, index, sums);
                break;
            case BatchNormGradientNode gradient:
                BatchNorm.LowerGradient(builder, index, gradient);
                break;
            case ReshapeNode reshape:
                builder.Values.ReplaceRow(index, reshape.Operands[0]);
                break;
            case PadNode pad:
                Placement.Lower(builder, index, pad);
                break;
            case ConcatNode concat:
                Concatenation.Lower(builder, index, concat);
                break;
            case DelayNode:
                builder.Values.LayPart(index, builder.IsForInput(index));
                break;
            case SliceNode when builder.Loops.ReadAlone(builder.Consumers(index, builder.Graph.Nodes.Count)):
                builder.Values.LayPart(index, builder.IsForInput(index));
                break;
            case SliceNode slice:
                Concatenation.LowerPart(builder, index, slice);
                break;
            case ViewNode view:
                Views.Lower(builder, index, view);
                break;
            case ViewSumNode sum:
                Views.LowerSum(builder, index, sum);
                break;
            case GatherNode gather:
                Gather.Lower(builder, index, gather);
                break;
            case ScatterAddNode scatter:
                Gather.LowerGradient(builder, index, scatter);
                break;
            case HistoryNode history:
                StepMemory.LowerHistory(builder, index, history);
                break;
            case StepRowNode row:
                StepMemory.LowerRow(builder, index, row);
                break;
            case CumulativeSumNode sums:
                CumulativeSums.Lower(builder, index, sums);
                break;
            case ElementLossGradientNode loss:
                ElementLoss.Lower(builder, index, loss);
                break;
            case RowLossGradientNode loss:
                RowLoss.Lower(builder, index, loss);
                break;
            case SoftmaxCrossEntropyGradientNode loss:
                SoftmaxCrossEntropy.Lower(builder, index, loss);
                break;
            case SparseCrossEntropyGradientNode loss:
                SparseCrossEntropy.Lower(builder, index, loss);
                break;
            case LabelSequenceLossGradientNode loss:
                LabelSequenceLoss.Lower(builder, index, loss);
                break;
            case { } other:
                throw new InvalidOperationException($"Nothing computes a {other.GetType().Name}.");
        }
    }

    /// <summary>
    /// Converts what a sum over the samples reads, where it does not lie as its step wants it: while samples are still treated one by one.
    /// </summary>
    public static void Prepare(ScheduleBuilder builder, int index)
    {
        switch (builder.Graph.Nodes[index])
        {
            case ConvolutionWeightGradientNode gradient:
                ConvolutionWeightGradient.Operands(builder, index, gradient);
                break;
            case ChannelSumNode sum:
                builder.Values.Pixels(sum.Operands[0], forInput: false);
                break;
            case ScatterAddNode scatter:
                builder.Values.Pixels(scatter.Operands[0], forInput: false);
                break;
            case GradientSumNode:
                // Its operands are gradients of a parameter themselves.
                break;
            case { } node:
                foreach (int operand in node.Operands)
                    builder.Values.Row(operand);
                break;
        }
    }
}
