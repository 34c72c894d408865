namespace Digits;

/// <summary>The declared models to choose from: an architecture is compiled, so it cannot be a number given at run time.</summary>
internal enum Network
{
    /// <summary><see cref="SmallDigitClassifier"/>.</summary>
    Hidden30,

    /// <summary><see cref="DigitClassifier"/>.</summary>
    Hidden128,

    /// <summary><see cref="LargeDigitClassifier"/>.</summary>
    Hidden512,

    /// <summary><see cref="ClassicDigitClassifier"/>.</summary>
    Classic,
}
