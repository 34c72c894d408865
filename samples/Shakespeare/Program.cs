using System.CommandLine;
using System.Globalization;
using ModelCompiler;
using Shakespeare;

const float LearningRate = 2e-3f;
var epochs = new Option<int>("--epochs") { Description = "Passes over the text.", DefaultValueFactory = _ => 10 };
var data = new Option<FileInfo?>("--data") { Description = "A text of plain characters; without it, sonnets." };
var length = new Option<int>("--characters") { Description = "The characters to write at the end.", DefaultValueFactory = _ => 400 };
var temperature = new Option<float>("--temperature") { Description = "How daring to write.", DefaultValueFactory = _ => 0.8f };
var root = new RootCommand("Learns to write from a text, character by character.") { epochs, data, length, temperature };
root.SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), cancellationToken));
return await root.Parse(args).InvokeAsync();

void Run(ParseResult arguments, CancellationToken cancellationToken)
{
    var texts = Texts.Load(arguments.GetValue(data));
    Dataset train = Texts.Pieces(texts.Train, CharacterLstm.InputSize);
    Console.WriteLine($"{texts.Train.Length} characters to learn from, the {texts.Test.Length} that follow for the test.");
    var model = new CharacterLstm(seed: 1);
    Console.WriteLine(CharacterLstm.Description.Summary);
    var trainer = new Trainer<CharacterLstm>(model, new AdamW(LearningRate, weightDecay: 0.05))
    {
        BatchSize = 32,
        Epochs = arguments.GetValue(epochs),
        Seed = 1,
        Schedule = new CosineDecay(LearningRate),
        GradientClipNorm = 1,
        Callbacks = { new TestAfterEachEpoch(model, texts.Test) },
    };
    trainer.Fit(train, cancellationToken: cancellationToken);

    Console.WriteLine();
    int[] prompt = Texts.Tokenizer.Encode("\n");
    var options = new SamplingOptions { Temperature = arguments.GetValue(temperature), Seed = 1 };
    foreach (int token in model.Generate(prompt, options, cancellationToken).Take(arguments.GetValue(length)))
        Console.Write(Texts.Tokenizer.Decode(token));
    Console.WriteLine();
    Print($"test loss: {TestLoss.Of(model, texts.Test):F4} nats a character");
}

static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
