using System.Text.Json;
using System.Text.Json.Serialization;

namespace Service;

/// <summary>What a client asks.</summary>
internal readonly record struct Point(float X, float Y);

/// <summary>What it is told.</summary>
internal readonly record struct Answer(float Probability);

/// <summary>The JSON of both without reflection, for NativeAOT.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Point[]))]
[JsonSerializable(typeof(Answer[]))]
internal sealed partial class Json : JsonSerializerContext;
