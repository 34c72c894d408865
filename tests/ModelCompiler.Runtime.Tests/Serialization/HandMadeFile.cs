using System.Text;

namespace ModelCompiler.Runtime.Tests.Serialization;

/// <summary>Puts safetensors files together from their pieces, right or wrong, without the library's writer.</summary>
internal static class HandMadeFile
{
    /// <summary>The length of the header, the header, the data.</summary>
    public static byte[] Of(string header, params byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, byte[] data) => [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. data];

    public static byte[] Bytes(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>A file that <see cref="LinearModel"/> loads, with every weight and bias counting up from 0.</summary>
    public static byte[] LinearModel()
    {
        float[] weight = [.. Enumerable.Range(0, 105).Select(i => (float)i)];
        float[] bias = [.. Enumerable.Range(0, 35).Select(i => i + 0.5f)];
        return Of(
            """{"__metadata__":{"format":"pt"},"linear.bias":{"dtype":"F32","shape":[35],"data_offsets":[0,140]},"linear.weight":{"dtype":"F32","shape":[35,3],"data_offsets":[140,560]}}""",
            [.. Bytes(bias), .. Bytes(weight)]
        );
    }
}
