using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Spells the places of images in a workspace.</summary>
internal sealed class ImagePlace(Schedule schedule, string memory)
{
    public string Memory => memory;

    /// <summary>The floats between two samples of a buffer.</summary>
    public int Stride(int buffer) => schedule.Buffers[buffer].Stride;

    /// <summary>The first sample of a thread's share in a buffer.</summary>
    public string Row(int buffer) => At(buffer, 0);

    /// <summary>The first float of an image, border included.</summary>
    public string Whole(Image image) => At(image.Buffer, 0);

    /// <summary>The first pixel of an image, or the one <paramref name="further"/> floats after it.</summary>
    public string Pixels(Image image, int further = 0) => At(image.Buffer, image.Layout.First + further);

    /// <summary>A position in an image.</summary>
    public string At(Image image, int position) => At(image.Buffer, position);

    /// <summary>Whether the distance between two buffers is a constant: it is not when the workspace grows with the batch.</summary>
    public bool HasConstantDistances => !schedule.IsWhole;

    /// <summary>The constant that says where a buffer starts.</summary>
    public string Name(Image image) => $"{memory}.{schedule.Buffers[image.Buffer].Name}";

    /// <summary>The first pixel of the first sample of all, for what adds up samples.</summary>
    public string FirstOfAll(Image image, int position) => $"workspace[{schedule.Place(memory, image.Buffer)}{(position == 0 ? string.Empty : " + " + Text.Of(position))}]";

    private string At(int buffer, int position) =>
        $"workspace[{schedule.Place(memory, buffer)} + (start * {Text.Of(schedule.Buffers[buffer].Stride)}){(position == 0 ? string.Empty : " + " + Text.Of(position))}]";
}
