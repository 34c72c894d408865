namespace ModelCompiler.Onnx;

/// <summary>How far a file is read before it is refused.</summary>
/// <param name="Depth">The most messages in one another; each graph in a node is three.</param>
/// <param name="Bytes">The most bytes of a file, external data apart. Protocol buffers end at 2 GB.</param>
/// <param name="ExternalBytes">The most bytes of all external data together.</param>
public sealed record OnnxLimits(int Depth = 64, long Bytes = 0x7FFF_FFC7, long ExternalBytes = 1L << 33);
