using ModelCompiler;

namespace Shakespeare;

/// <summary>
/// Predicts the next character from those before it, 64 at most, by four blocks of GPT-2's form: 0.81 million parameters.
/// </summary>
[Model]
[Tokens(steps: 64, vocabulary: 65)]
[Embedding(128, Name = "wte", WeightInitializer = Initializer.Normal, WeightInitializerValue = 0.02)]
[LearnedPositions(Name = "wpe", WeightInitializer = Initializer.Normal, WeightInitializerValue = 0.02)]
[Use<DecoderBlock>(Repeat = 4, Name = "h")]
[LayerNorm(Name = "ln_f")]
[Dense(65, Activation.Softmax, Bias = false, TiedTo = "wte")]
[Loss(Loss.SparseCategoricalCrossEntropy)]
public sealed partial class CharacterTransformer;

/// <summary>Causal attention and two dense layers, each added to what it reads.</summary>
[Block]
[LayerNorm(Key = "ln_1")]
[Attention(4, Causal = true, Key = "attn")]
[Add(Block.Input, Name = "attended")]
[LayerNorm(Key = "ln_2")]
[Dense(4 * Block.Channels, Activation.GeluTanh, Key = "mlp.c_fc")]
[Dense(Block.Channels, Key = "mlp.c_proj")]
[Add("attended")]
public sealed class DecoderBlock;
