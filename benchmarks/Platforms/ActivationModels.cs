namespace ModelCompiler.Platforms;

[Model, Input(20)]
[Dense(40, Activation.Sigmoid)]
[LayerNorm]
[Activation(Activation.Sigmoid)]
[Dense(24, Activation.Sigmoid)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Sigmoid;

[Model, Input(4)]
[Dense(8, Activation.Sigmoid)]
[Dense(6, Activation.Sigmoid)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineSigmoid;

[Model, Input(20)]
[Dense(40, Activation.Tanh)]
[LayerNorm]
[Activation(Activation.Tanh)]
[Dense(24, Activation.Tanh)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Tanh;

[Model, Input(4)]
[Dense(8, Activation.Tanh)]
[Dense(6, Activation.Tanh)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineTanh;

[Model, Input(20)]
[Dense(40, Activation.Relu)]
[LayerNorm]
[Activation(Activation.Relu)]
[Dense(24, Activation.Relu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Relu;

[Model, Input(4)]
[Dense(8, Activation.Relu)]
[Dense(6, Activation.Relu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineRelu;

[Model, Input(20)]
[Dense(40, Activation.LeakyRelu)]
[LayerNorm]
[Activation(Activation.LeakyRelu)]
[Dense(24, Activation.LeakyRelu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class LeakyRelu;

[Model, Input(4)]
[Dense(8, Activation.LeakyRelu)]
[Dense(6, Activation.LeakyRelu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineLeakyRelu;

[Model, Input(20)]
[Dense(40, Activation.Elu)]
[LayerNorm]
[Activation(Activation.Elu)]
[Dense(24, Activation.Elu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Elu;

[Model, Input(4)]
[Dense(8, Activation.Elu)]
[Dense(6, Activation.Elu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineElu;

[Model, Input(20)]
[Dense(40, Activation.Selu)]
[LayerNorm]
[Activation(Activation.Selu)]
[Dense(24, Activation.Selu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Selu;

[Model, Input(4)]
[Dense(8, Activation.Selu)]
[Dense(6, Activation.Selu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineSelu;

[Model, Input(20)]
[Dense(40, Activation.Swish)]
[LayerNorm]
[Activation(Activation.Swish)]
[Dense(24, Activation.Swish)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Swish;

[Model, Input(4)]
[Dense(8, Activation.Swish)]
[Dense(6, Activation.Swish)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineSwish;

[Model, Input(20)]
[Dense(40, Activation.Gelu)]
[LayerNorm]
[Activation(Activation.Gelu)]
[Dense(24, Activation.Gelu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Gelu;

[Model, Input(4)]
[Dense(8, Activation.Gelu)]
[Dense(6, Activation.Gelu)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineGelu;

[Model, Input(20)]
[Dense(40, Activation.Mish)]
[LayerNorm]
[Activation(Activation.Mish)]
[Dense(24, Activation.Mish)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Mish;

[Model, Input(4)]
[Dense(8, Activation.Mish)]
[Dense(6, Activation.Mish)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineMish;

[Model, Input(20)]
[Dense(40, Activation.Softplus)]
[LayerNorm]
[Activation(Activation.Softplus)]
[Dense(24, Activation.Softplus)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Softplus;

[Model, Input(4)]
[Dense(8, Activation.Softplus)]
[Dense(6, Activation.Softplus)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineSoftplus;

[Model, Input(20)]
[Dense(40, Activation.Softsign)]
[LayerNorm]
[Activation(Activation.Softsign)]
[Dense(24, Activation.Softsign)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Softsign;

[Model, Input(4)]
[Dense(8, Activation.Softsign)]
[Dense(6, Activation.Softsign)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineSoftsign;

[Model, Input(20)]
[Dense(40, Activation.Relu6)]
[LayerNorm]
[Activation(Activation.Relu6)]
[Dense(24, Activation.Relu6)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Relu6;

[Model, Input(4)]
[Dense(8, Activation.Relu6)]
[Dense(6, Activation.Relu6)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineRelu6;

[Model, Input(20)]
[Dense(40, Activation.HardSigmoid)]
[LayerNorm]
[Activation(Activation.HardSigmoid)]
[Dense(24, Activation.HardSigmoid)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class HardSigmoid;

[Model, Input(4)]
[Dense(8, Activation.HardSigmoid)]
[Dense(6, Activation.HardSigmoid)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineHardSigmoid;

[Model, Input(20)]
[Dense(40, Activation.HardSwish)]
[LayerNorm]
[Activation(Activation.HardSwish)]
[Dense(24, Activation.HardSwish)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class HardSwish;

[Model, Input(4)]
[Dense(8, Activation.HardSwish)]
[Dense(6, Activation.HardSwish)]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class StraightLineHardSwish;
