namespace ModelCompiler;

/// <summary>What one pass of an evaluation has measured so far. A value that its owner keeps, so that passes share nothing.</summary>
internal struct EvaluationSums
{
    /// <summary>The samples that are done.</summary>
    public int Samples;

    /// <summary>The targets that count, of models whose targets are numbers of classes; else the samples.</summary>
    public double Counting;

    /// <summary>The sum of the losses, each as much as its sample counts.</summary>
    public double Loss;

    /// <summary>How much all of them count.</summary>
    public double Weight;

    /// <summary>The right answers.</summary>
    public long Correct;

    /// <summary>The samples with a NaN among their outputs.</summary>
    public int WithNaN;

    /// <summary>The sum of the absolute errors.</summary>
    public double Absolutes;

    /// <summary>The sum of the squared errors.</summary>
    public double Squares;

    /// <summary>What was measured of several heads, or null.</summary>
    public HeadSums? Heads;

    /// <summary>For each output of a regression the sum of the absolute errors, or null when nobody asks for it.</summary>
    public double[]? EachAbsolutes;

    /// <summary>For each output of a regression the sum of the squared errors, or null when nobody asks for it.</summary>
    public double[]? EachSquares;
}
