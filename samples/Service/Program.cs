using Microsoft.Extensions.Options;
using ModelCompiler;
using Service;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning); // not two lines for each request
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default));
builder.Services.AddOptions<ModelSettings>().Bind(builder.Configuration.GetSection("Model"));
builder.Services.AddSingleton<Observations>();
builder.Services.AddSingleton(services =>
{
    var model = new InsideCircle(seed: 1);
    string path = services.GetRequiredService<IOptions<ModelSettings>>().Value.Path;
    if (File.Exists(path))
        model.Load(path);
    model.Prepare(); // what the first request would otherwise wait for
    return new CurrentModel<InsideCircle>(model);
});
builder.Services.AddHostedService<TrainingService>();

WebApplication app = builder.Build();
app.MapPost(
    "/inside",
    (Point[] points, CurrentModel<InsideCircle> current) =>
    {
        float[] inputs = [.. points.SelectMany(point => (float[])[point.X, point.Y])];
        float[] probabilities = current.Value.Predict(inputs); // one model for all requests at once; any number of points
        return Array.ConvertAll(probabilities, probability => new Answer(probability));
    }
); // a request is answered on the thread that took it

if (args.Contains("--try"))
    await Trial.Run(app);
else
    await app.RunAsync();
