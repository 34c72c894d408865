using ModelCompiler;

namespace Amplifier;

/// <summary>
/// A tube stage, sample by sample: sixteen units that remember, a line to their sum, and the dry signal added, so that only what the stage
/// changes is learned. It is trained on pieces of 512 samples, and plays as a stream of any length.
/// </summary>
[Model]
[Sequence(steps: 512, features: 1)]
[Lstm(16)]
[Dense(1, Name = "wet")]
[Add("wet", "input")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class AmplifierModel;
