namespace ModelCompiler.Generator.Diagnostics;

/// <summary>The ids of the diagnostics. An id is never reused; the first digit after the zero is the category.</summary>
internal static class DiagnosticIds
{
    public const string ModelNotPartial = "MC0001";
    public const string ContainingTypeNotPartial = "MC0002";
    public const string ModelStatic = "MC0003";
    public const string ModelAbstract = "MC0004";
    public const string ModelGeneric = "MC0005";
    public const string ModelNotPlainClass = "MC0006";
    public const string ModelNotConstructible = "MC0007";
    public const string InputMissing = "MC0008";
    public const string LayersMissing = "MC0009";
    public const string AttributesSpread = "MC0010";
    public const string ModelAttributeMissing = "MC0011";
    public const string LayerUnknown = "MC0012";
    public const string ValueUndefined = "MC0013";
    public const string ValueOutOfRange = "MC0014";
    public const string LayerNameInvalid = "MC0015";
    public const string LayerNameDuplicate = "MC0016";
    public const string LayerNameTaken = "MC0017";
    public const string MemberTaken = "MC0018";
    public const string ModelNameTaken = "MC0019";
    public const string LayerInputUnknown = "MC0020";
    public const string LayerInputLater = "MC0021";
    public const string LayerUnused = "MC0022";
    public const string LayerKeyInvalid = "MC0023";
    public const string LayerKeyDuplicate = "MC0024";
    public const string SizesInCircle = "MC0025";
    public const string ArgumentUnseen = "MC0026";
    public const string ModelUnseen = "MC0027";
    public const string LanguageVersionTooOld = "MC0028";
    public const string ActivationNumberMissing = "MC0029";
    public const string BlockUnknown = "MC0030";
    public const string BlockEmpty = "MC0031";
    public const string BlockNotOnlyLayers = "MC0032";
    public const string BlockContainsItself = "MC0033";
    public const string BlocksTooLarge = "MC0034";
    public const string ModelAndBlock = "MC0035";
    public const string InputNameless = "MC0036";

    public const string InputEmpty = "MC0101";
    public const string DimensionNotPositive = "MC0102";
    public const string UnitsNotPositive = "MC0103";
    public const string ModelTooLarge = "MC0104";
    public const string NotAnImage = "MC0111";
    public const string WindowLargerThanInput = "MC0112";
    public const string GroupsDoNotDivide = "MC0113";
    public const string PaddingLeavesNothing = "MC0114";
    public const string AxisNotOfChannels = "MC0140";
    public const string OneValueToNormalize = "MC0145";
    public const string UpsampleSizeUndefined = "MC0118";
    public const string RelativeSizeUndefined = "MC0130";
    public const string JoinedShapesDiffer = "MC0120";
    public const string ReshapeSizeDiffers = "MC0121";
    public const string AxisUnknown = "MC0141";
    public const string AxesNoPermutation = "MC0142";
    public const string SliceEmpty = "MC0143";
    public const string PartsDoNotDivide = "MC0144";
    public const string TokensNotLookedUp = "MC0150";
    public const string NoTokensToLookUp = "MC0151";
    public const string WeightNotTied = "MC0152";
    public const string NotASequence = "MC0153";
    public const string ActivationNotOfState = "MC0154";
    public const string StepsWithoutLengths = "MC0155";
    public const string RotaryHeadOdd = "MC0160";

    public const string FunctionNotCompiled = "MC0170";
    public const string FunctionNotFound = "MC0171";
    public const string FunctionOfOthers = "MC0172";

    public const string OutputUnknown = "MC0180";
    public const string OutputTwice = "MC0181";
    public const string LossBesideOutputs = "MC0182";
    public const string OutputUntrained = "MC0183";
    public const string LengthsOfSeveralInputs = "MC0184";

    public const string CategoricalWithoutSoftmax = "MC0201";
    public const string BinaryWithoutSigmoid = "MC0202";
    public const string SoftmaxOverOneOutput = "MC0203";
    public const string SoftmaxWithRegressionLoss = "MC0204";
    public const string NoiseBeforeCrossEntropy = "MC0205";
    public const string CategoricalOfPositions = "MC0206";
    public const string LossOfRow = "MC0207";
    public const string LabelsWithoutSteps = "MC0208";
    public const string LabelsWithoutSoftmax = "MC0209";
    public const string LabelsOfOneClass = "MC0210";
    public const string BlankOutOfRange = "MC0211";
    public const string TargetLengthOutOfRange = "MC0212";

    public const string LinearLayersCollapse = "MC0301";
    public const string SoftmaxTwice = "MC0302";
    public const string SoftmaxHidden = "MC0303";
    public const string LayerAfterOutput = "MC0304";
    public const string InitializerMismatch = "MC0305";
    public const string ArgumentWithoutEffect = "MC0306";
    public const string BiasBeforeBatchNorm = "MC0307";
    public const string InputBelowLayer = "MC0308";
    public const string NoiseAfterOutput = "MC0309";
    public const string SoftmaxOverImage = "MC0310";

    public const string ManyParameters = "MC0401";
    public const string TooLargeForRegisters = "MC0402";

    public const string WeightsNotIncluded = "MC0501";
    public const string WeightsUnreadable = "MC0502";
    public const string WeightsNamesDiffer = "MC0503";
    public const string WeightsShapesDiffer = "MC0504";

    public const string InternalError = "MC0901";
}
