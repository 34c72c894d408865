namespace ModelCompiler;

/// <summary>The images of an IDX file.</summary>
/// <param name="Pixels">Count × Rows × Columns values, image after image, row after row: from 0 (background) to 1 for files of unsigned
/// bytes, as stored for others.</param>
/// <param name="Count">The number of images.</param>
/// <param name="Rows">The height of an image.</param>
/// <param name="Columns">The width of an image.</param>
public sealed record IdxImages(float[] Pixels, int Count, int Rows, int Columns);
