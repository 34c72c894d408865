using System.Globalization;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Platforms;

/// <summary>
/// Prints a fingerprint of every bit that models, vector functions, random numbers and a training compute here, one line for each case. Two
/// platforms that print the same lines compute the same bits. What this platform is goes to the error output. <c>--only NAME</c> takes one
/// case, <c>--times</c> prints how long each took.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string? only = arguments is ["--only", var name] ? name : null;
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}, vectors of "
                    + $"{VectorWidth.PreferredBits} of {VectorWidth.HardwareBits} bits"
            )
        );
        bool found = false;
        foreach ((string title, Action<Fingerprint> compute) in Cases.All)
        {
            if (only is not null && only != title)
                continue;
            found = true;
            var fingerprint = new Fingerprint();
            long start = Environment.TickCount64;
            compute(fingerprint);
            Console.WriteLine($"{title}: {fingerprint}");
            if (arguments is ["--times"])
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {Environment.TickCount64 - start} ms"));
        }

        if (!found)
            Console.Error.WriteLine(
                $"There is no case \"{only}\". The cases are {string.Join(", ", Cases.All.Select(item => item.Title))}."
            );
        return found ? 0 : 1;
    }
}
