namespace ModelCompiler;

/// <summary>
/// Ships trained parameters inside the assembly: the class receives <c>static CreateTrained()</c>, which gives a ready model without file
/// access. The file is listed in the project as <c>&lt;ModelWeights Include="digits.safetensors" /&gt;</c>; the build embeds it and
/// compares its names and shapes with the layers.
/// </summary>
/// <param name="fileName">The name of the safetensors file, without a folder.</param>
/// <example><code>
/// [Model]
/// [Input(784)]
/// [Dense(128, Activation.Relu, Name = "hidden")]
/// [Dense(10, Activation.Softmax, Name = "output")]
/// [Weights("digits.safetensors")]
/// public sealed partial class DigitClassifier;
///
/// DigitClassifier model = DigitClassifier.CreateTrained();
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WeightsAttribute(string fileName) : Attribute
{
    /// <summary>The name of the safetensors file, without a folder.</summary>
    public string FileName { get; } = fileName;
}
