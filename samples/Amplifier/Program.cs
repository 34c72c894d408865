using System.CommandLine;
using System.Globalization;
using Amplifier;
using ModelCompiler;

var epochs = new Option<int>("--epochs") { Description = "Passes over the training data.", DefaultValueFactory = _ => 40 };
var input = new Option<FileInfo?>("--in") { Description = "A WAV file (16 bits, 48 kHz) to play through the trained model." };
var output = new Option<FileInfo>("--out")
{
    Description = "Where its sound goes.",
    DefaultValueFactory = _ => new FileInfo("amplifier.wav"),
};
var root = new RootCommand("Learns a tube stage from its sound, then plays it sample by sample.") { epochs, input, output };
root.SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), cancellationToken));
return await root.Parse(args).InvokeAsync();

void Run(ParseResult arguments, CancellationToken cancellationToken)
{
    (float[] dry, float[] wet) = Record(seconds: 8, seed: 1);
    var train = new Dataset(Whole(dry), AmplifierModel.InputSize, Whole(wet), AmplifierModel.OutputSize);
    Console.WriteLine($"Training data: {train}.");
    var model = new AmplifierModel(seed: 1);
    Console.WriteLine(AmplifierModel.Description.Summary);
    int passes = arguments.GetValue(epochs);
    var trainer = new Trainer<AmplifierModel>(model, new Adam(LearningRate))
    {
        BatchSize = 16,
        Epochs = passes,
        Seed = 1,
        Schedule = new CosineDecay(LearningRate),
    };
    trainer.Fit(train, progress: ConsoleProgress.Default, cancellationToken: cancellationToken);

    // Other tones than those of the training, played as a stream: the state goes on from sample to sample, far beyond 512.
    model.Prepare();
    (dry, wet) = Record(seconds: 5, seed: 2);
    Player.Play(model, dry.AsSpan(0, 10_000));
    var played = Player.Play(model, dry);
    Print($"played {dry.Length} samples in real time x {played.RealTimeFactor:F0}: {played.MedianNanoseconds:F0} ns a sample");
    double times = played.LongestNanoseconds / played.MedianNanoseconds;
    Print($"longest step: {played.LongestNanoseconds / 1000:F1} us, {times:F0} times the median");
    if (arguments.GetValue(input) is { } file)
    {
        string target = arguments.GetValue(output)!.FullName;
        WaveFile.Write(target, Player.Play(model, WaveFile.Read(file.FullName)).Output);
        Console.WriteLine($"{file.Name} played through the model: {target}");
    }

    Print($"error-to-signal ratio: {ErrorToSignal(wet, played.Output):F4}");
}

static (float[] Dry, float[] Wet) Record(double seconds, int seed)
{
    float[] dry = Guitar.Play(seconds, seed);
    var stage = new TubeStage();
    return (dry, [.. dry.Select(stage.Next)]);
}

// Whole pieces of as many steps as the model is trained on.
static float[] Whole(float[] signal) => signal[..(signal.Length / AmplifierModel.InputSize * AmplifierModel.InputSize)];

// The sum of the squares of what is wrong, over that of what is wanted (Wright 2019).
static double ErrorToSignal(float[] wanted, float[] actual) =>
    wanted.Zip(actual, (first, second) => Math.Pow(first - second, 2)).Sum() / wanted.Sum(value => (double)value * value);

static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

internal static partial class Program
{
    private const float LearningRate = 5e-3f;
}
