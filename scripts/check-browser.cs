#:package PuppeteerSharp
#:package WebDriverBiDi
#:property PublishAot=false
// Tries the sample Browser in a real browser: publishes it, serves it on this machine alone, draws digits with the mouse in headless
// Chromium, trains the network in the
// page, and prints what it costs to download and how fast it is.
//
//     dotnet run scripts/check-browser.cs                             the whole check, with figures
//     dotnet run scripts/check-browser.cs -- --short                  ends the training early: that everything works, no figures
//     dotnet run scripts/check-browser.cs -- --screenshot FILE.png    also saves what it looks like
//     dotnet run scripts/check-browser.cs -- --no-publish             takes what it has published before
//
// It fails when the page does not do what it should, or reads a digit no faster than plain loops do; absolute times are printed only,
// because they are the machine's.
// Chromium or Chrome is looked for on PATH and in the variable CHROME_PATH; without one the check is skipped, with code 77.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using PuppeteerSharp;
using PuppeteerSharp.Input;

const int skipped = 77;

bool isShort = args.Contains("--short");
string? screenshot = Array.IndexOf(args, "--screenshot") is >= 0 and int at && at + 1 < args.Length ? Path.GetFullPath(args[at + 1]) : null;
string root = RepositoryRoot();
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (FindBrowser() is not { } executable)
{
    Console.WriteLine(
        "SKIPPED: there is no Chromium on this machine. Install it (on Debian: apt-get install chromium), or name one in CHROME_PATH."
    );
    return skipped;
}

try
{
    string published = Path.Combine(root, "artifacts", "browser");
    if (!args.Contains("--no-publish"))
        Publish(root, published, isShort);
    using var site = new PublishedSite(Path.Combine(published, "wwwroot"));
    await Check(site, executable, isShort, screenshot);
    Console.WriteLine("The page draws, reads and learns.");
    return 0;
}
catch (Exception problem) when (problem is InvalidDataException or PuppeteerException or TimeoutException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static async Task Check(PublishedSite site, string executable, bool isShort, string? screenshot)
{
    string profile = Directory.CreateTempSubdirectory("check-browser-").FullName;
    string[] flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    var launch = new LaunchOptions
    {
        ExecutablePath = executable,
        Headless = true,
        Args = flags,
        UserDataDir = profile,
        DefaultViewport = new ViewPortOptions { Width = 800, Height = 815 },
    };
    await using (IBrowser browser = await Puppeteer.LaunchAsync(launch))
    {
        IPage page = await browser.NewPageAsync();
        var problems = new List<string>();
        page.PageError += (_, error) => problems.Add(error.Message);
        page.Console += (_, message) =>
        {
            if (message.Message.Type is ConsoleType.Error or ConsoleType.Warning)
                problems.Add(message.Message.Text);
        };

        var ready = Stopwatch.StartNew();
        await page.GoToAsync(site.Address);
        await page.WaitForSelectorAsync("#train", new WaitForSelectorOptions { Timeout = 120_000 });
        Console.WriteLine(
            $"{await browser.GetVersionAsync()}: ready after {ready.Elapsed.TotalSeconds:F1} s; {site.Requests} requests, "
                + $"{site.BytesSent / 1e6:F2} MB sent"
        );

        await Draw(page, Digit.Seven);
        Expect(await Read(page) is >= 0 and <= 9, "An untrained network should read something.");
        await page.ClickAsync("#train");
        if (isShort)
            await StopEarly(page);
        else
            await TrainToTheEnd(page);
        if (screenshot is not null)
            await page.ScreenshotAsync(screenshot);
        Expect(problems.Count == 0, "The page has reported: " + string.Join(Environment.NewLine, problems));
    }

    Directory.Delete(profile, recursive: true);
}

// While the network learns, the page must go on reading what is drawn.
static async Task StopEarly(IPage page)
{
    await Until(page, "document.querySelector('#curve').dataset.points >= 12");
    await Draw(page, Digit.One);
    int read = await Read(page);
    await page.ClickAsync("#stop");
    await Until(page, "document.querySelector('#train:enabled') !== null");
    Expect(await Text(page, "#status") == "stopped", "The training should have stopped.");
    Console.WriteLine($"a one, drawn while the network learns, is read as {read}");
    Expect(read == 1, "A network that has learnt for 96 steps should read a one.");
}

static async Task TrainToTheEnd(IPage page)
{
    await Until(page, "document.querySelector('#status').textContent == 'trained'");
    double epoch = await Number(page, "#epoch", "seconds"),
        prediction = await Number(page, "#prediction", "microseconds");
    double loops = await Number(page, "#loops", "microseconds"),
        accuracy = await Number(page, "#accuracy", "value");
    Console.WriteLine(
        $"an epoch of 20,000 digits: {epoch:F1} s; reading one digit: {prediction:F0} us (plain loops: {loops:F0} us); right "
            + $"on new digits: {accuracy:P1}"
    );
    Expect(accuracy > 0.93, "The network should have learnt the digits.");
    Expect(prediction < loops, "Reading a digit should be faster than with plain loops.");
    foreach (Digit digit in (Digit[])[Digit.One, Digit.Seven, Digit.Zero, Digit.Three])
    {
        await Draw(page, digit);
        Expect(await Read(page) == digit.Value, $"A drawn {digit.Value} was read as {await Read(page)}.");
    }
}

// Asks again and again: a single question that waits for its answer is given up after three minutes.
static async Task Until(IPage page, string condition)
{
    var waited = Stopwatch.StartNew();
    while (!await page.EvaluateExpressionAsync<bool>(condition))
    {
        if (waited.Elapsed > TimeSpan.FromMinutes(20))
            throw new InvalidDataException(
                $"After {waited.Elapsed.TotalMinutes:F0} minutes it does not hold: {condition}. The page says: "
                    + $"{await Text(page, "#status")}"
            );
        await Task.Delay(250);
    }
}

static async Task Draw(IPage page, Digit digit)
{
    if (await page.QuerySelectorAsync("#clear:enabled") is not null)
        await page.ClickAsync("#clear");
    BoundingBox paper = await (await page.QuerySelectorAsync("#paper")).BoundingBoxAsync();
    bool isDown = false;
    foreach ((double x, double y) in digit.Points)
    {
        await page.Mouse.MoveAsync(
            (decimal)((double)paper.X + (x * (double)paper.Width)),
            (decimal)((double)paper.Y + (y * (double)paper.Height)),
            new MoveOptions { Steps = isDown ? 6 : 1 }
        );
        if (!isDown)
            await page.Mouse.DownAsync();
        isDown = true;
    }

    await page.Mouse.UpAsync();
    await Task.Delay(200);
}

static async Task<int> Read(IPage page) =>
    int.Parse(await page.EvaluateExpressionAsync<string>("document.querySelector('#probabilities').dataset.largest"));

static Task<string> Text(IPage page, string selector) =>
    page.EvaluateExpressionAsync<string>($"document.querySelector('{selector}').textContent");

static async Task<double> Number(IPage page, string selector, string name) =>
    double.Parse(await page.EvaluateExpressionAsync<string>($"document.querySelector('{selector}').dataset.{name}"));

static void Expect(bool holds, string otherwise)
{
    if (!holds)
        throw new InvalidDataException(otherwise);
}

static void Publish(string root, string folder, bool isShort)
{
    // Only who asks for the size of the download waits for the best compression.
    string compression = $"-p:CompressionEnabled={(isShort ? "false" : "true")}";
    if (Directory.Exists(folder))
        Directory.Delete(folder, recursive: true);
    using Process publish = Process.Start(
        new ProcessStartInfo(
            "dotnet",
            ["publish", "samples/Browser", "-c", "Release", "-o", folder, "-v", "quiet", "--nologo", compression]
        )
        {
            WorkingDirectory = root,
        }
    )!;
    publish.WaitForExit();
    Expect(publish.ExitCode == 0, "samples/Browser cannot be published.");
}

static string? FindBrowser()
{
    if (Environment.GetEnvironmentVariable("CHROME_PATH") is { Length: > 0 } named)
        return named;
    string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
    return (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
    Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, ".."));

/// <summary>A digit as one line through points of the paper, a unit square.</summary>
internal sealed record Digit(int Value, params (double X, double Y)[] Points)
{
    public static readonly Digit One = new(1, (0.5, 0.15), (0.5, 0.5), (0.5, 0.85));
    public static readonly Digit Seven = new(7, (0.28, 0.2), (0.5, 0.2), (0.72, 0.2), (0.6, 0.5), (0.46, 0.85));
    public static readonly Digit Zero = new(
        0,
        [.. Enumerable.Range(0, 17).Select(i => (0.5 - (0.2 * Math.Sin(Math.PI * i / 8)), 0.5 - (0.32 * Math.Cos(Math.PI * i / 8))))]
    );
    public static readonly Digit Three = new(3, [.. Bow(0.33, 0.17), .. Bow(0.67, 0.18)]);

    // Half of a 3: a round line around a middle, open to the left.
    private static IEnumerable<(double X, double Y)> Bow(double middle, double radius) =>
        Enumerable.Range(0, 11).Select(i => (0.48 + (radius * Math.Cos((i - 5) * 0.4)), middle + (radius * Math.Sin((i - 5) * 0.4))));
}

/// <summary>
/// Serves a published page on a free port of this machine, compressed where there is a compressed file, and counts what it sends.
/// </summary>
internal sealed class PublishedSite : IDisposable
{
    private static readonly Dictionary<string, string> s_types = new()
    {
        [".html"] = "text/html",
        [".js"] = "text/javascript",
        [".css"] = "text/css",
        [".json"] = "application/json",
        [".wasm"] = "application/wasm",
    };

    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private long _bytesSent;
    private int _requests;

    public PublishedSite(string folder)
    {
        _folder = folder;
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = Serve();
    }

    public string Address { get; }

    public long BytesSent => Interlocked.Read(ref _bytesSent);

    public int Requests => Volatile.Read(ref _requests);

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = Answer(await _listener.GetContextAsync());
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException) { }
    }

    private async Task Answer(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        string path = context.Request.Url!.AbsolutePath is "/" ? "/index.html" : Uri.UnescapeDataString(context.Request.Url.AbsolutePath);
        string file = Path.GetFullPath(_folder + path);
        if (!file.StartsWith(_folder, StringComparison.Ordinal) || !File.Exists(file))
        {
            response.StatusCode = 404;
            return;
        }

        response.ContentType = s_types.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
        if (File.Exists(file + ".br"))
        {
            response.AddHeader("Content-Encoding", "br");
            file += ".br";
        }

        byte[] body = await File.ReadAllBytesAsync(file);
        Interlocked.Add(ref _bytesSent, body.Length);
        Interlocked.Increment(ref _requests);
        response.ContentLength64 = body.Length;
        await response.OutputStream.WriteAsync(body);
    }
}
