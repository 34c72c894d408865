namespace ModelCompiler;

/// <summary>A file that rank 0 reads for all: the others need none.</summary>
internal static class SharedFile
{
    /// <summary>Opens a safetensors file; with several ranks all of it is read and sent first.</summary>
    /// <exception cref="SafeTensorsException">The file breaks a rule of the format.</exception>
    /// <exception cref="IOException">Rank 0 cannot read it; all ranks throw.</exception>
    public static SafeTensorsReader Open(World world, string path)
    {
        if (world.Size == 1)
            return new SafeTensorsReader(path);
        byte[]? bytes = null;
        Exception? failure = null;
        if (world.Rank == 0)
        {
            try
            {
                bytes = File.ReadAllBytes(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure = exception;
            }
        }

        bytes = WorldTexts.Broadcast(world, bytes);
        return bytes is null
            ? throw new IOException($"Rank 0 cannot read '{path}': {failure?.Message ?? "see its message"}", failure)
            : new SafeTensorsReader(new MemoryStream(bytes), Path.GetFileName(path));
    }
}
