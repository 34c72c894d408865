using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ModelCompiler;

namespace Service;

/// <summary>Tries the service on this machine: asks it from many clients at once while models are put in each other's place.</summary>
internal static class Trial
{
    private const int Clients = 16,
        RequestsOfAClient = 50;

    /// <summary>Starts the service, asks it, and stops it again. An answer that is no model's ends the process with code 1.</summary>
    public static async Task Run(WebApplication app)
    {
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var http = new HttpClient { BaseAddress = new Uri(address) };

        CurrentModel<InsideCircle> current = app.Services.GetRequiredService<CurrentModel<InsideCircle>>();
        InsideCircle untrained = current.Value;
        while (ReferenceEquals(current.Value, untrained))
            await Task.Delay(50);

        InsideCircle[] models = [current.Value, new(seed: 2), new(seed: 3)];
        using var swapping = new CancellationTokenSource();
        Task swaps = Task.Run(() =>
        {
            for (int i = 0; !swapping.IsCancellationRequested; i++)
                current.Swap(models[i % models.Length]);
        });
        int[] wrong = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Ask(http, models, client)));
        await swapping.CancelAsync();
        await swaps;
        await app.StopAsync();
        await app.DisposeAsync(); // what is left of the log comes before the last line

        int requests = Clients * RequestsOfAClient;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{requests} requests of {Clients} clients at once, {wrong.Sum()} of them with an answer that is no model's"
            )
        );
        if (wrong.Sum() > 0)
            Environment.ExitCode = 1;
    }

    // Every answer must be that of one of the models for all points of the request, to the bit.
    private static async Task<int> Ask(HttpClient http, InsideCircle[] models, int client)
    {
        var random = new Random(client);
        int wrong = 0;
        for (int request = 0; request < RequestsOfAClient; request++)
        {
            Point[] points = [.. Enumerable.Range(0, 1 + random.Next(32)).Select(_ => new Point(random.NextSingle(), random.NextSingle()))];
            using HttpResponseMessage response = await http.PostAsJsonAsync("/inside", points, Json.Default.PointArray);
            Answer[] answers = (await response.Content.ReadFromJsonAsync(Json.Default.AnswerArray))!;
            float[] inputs = [.. points.SelectMany(point => (float[])[point.X, point.Y])];
            if (!models.Any(model => model.Predict(inputs).SequenceEqual(answers.Select(answer => answer.Probability))))
                wrong++;
        }

        return wrong;
    }
}
