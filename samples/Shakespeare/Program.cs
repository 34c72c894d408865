using System.CommandLine;
using System.Globalization;
using ModelCompiler;
using Shakespeare;

const string Lstm = "lstm",
    Transformer = "transformer";
var network = new Option<string>("--network") { Description = "The network.", DefaultValueFactory = _ => Lstm };
network.AcceptOnlyFromAmong(Lstm, Transformer);
var epochs = new Option<int>("--epochs") { Description = "Passes over the text.", DefaultValueFactory = _ => 10 };
var data = new Option<FileInfo?>("--data") { Description = "A text of plain characters; without it, sonnets." };
var length = new Option<int>("--characters") { Description = "The characters to write at the end.", DefaultValueFactory = _ => 400 };
var temperature = new Option<float>("--temperature") { Description = "How daring to write.", DefaultValueFactory = _ => 0.8f };
var root = new RootCommand("Learns to write from a text, character by character.") { network, epochs, data, length, temperature };
root.SetAction(
    (arguments, cancellationToken) =>
        Task.Run(
            () =>
            {
                if (arguments.GetValue(network) == Transformer)
                    Run(new CharacterTransformer(seed: 1), Recipe.Transformer, arguments, cancellationToken);
                else
                    Run(new CharacterLstm(seed: 1), Recipe.Lstm, arguments, cancellationToken);
            },
            cancellationToken
        )
);
return await root.Parse(args).InvokeAsync();

void Run<TModel>(TModel model, Recipe recipe, ParseResult arguments, CancellationToken cancellationToken)
    where TModel : class, IStreamingModel<TModel>
{
    var texts = Texts.Load(arguments.GetValue(data));
    Dataset train = Dataset.Tokens(texts.Train, TModel.Description.InputSize);
    Console.WriteLine($"{texts.Train.Length} characters to learn from, the {texts.Test.Length} that follow for the test.");
    Console.WriteLine(TModel.Description.Summary);
    var trainer = new Trainer<TModel>(model, new AdamW(recipe.LearningRate, weightDecay: recipe.WeightDecay))
    {
        BatchSize = recipe.BatchSize,
        Epochs = arguments.GetValue(epochs),
        Seed = 1,
        Schedule = new CosineDecay(recipe.LearningRate),
        GradientClipNorm = 1,
        Callbacks = { new TestAfterEachEpoch<TModel>(model, texts.Test) },
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
