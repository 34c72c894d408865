namespace ModelCompiler;

/// <summary>The images of an IDX file.</summary>
/// <param name="Pixels">Count × Rows × Columns values from 0 (background) to 1, image after image, row after row.</param>
/// <param name="Count">The number of images.</param>
/// <param name="Rows">The height of an image.</param>
/// <param name="Columns">The width of an image.</param>
public sealed record IdxImages(float[] Pixels, int Count, int Rows, int Columns);
