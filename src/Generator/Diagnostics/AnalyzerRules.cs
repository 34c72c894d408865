using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Every diagnostic that a declaration can get; <see cref="InternalRules"/> come from the generator instead.</summary>
internal static class AnalyzerRules
{
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        DeclarationRules.ModelNotPartial,
        DeclarationRules.ContainingTypeNotPartial,
        DeclarationRules.ModelStatic,
        DeclarationRules.ModelAbstract,
        DeclarationRules.ModelGeneric,
        DeclarationRules.ModelNotPlainClass,
        DeclarationRules.ModelNotConstructible,
        DeclarationRules.InputMissing,
        DeclarationRules.LayersMissing,
        DeclarationRules.AttributesSpread,
        DeclarationRules.ModelAttributeMissing,
        DeclarationRules.LayerUnknown,
        DeclarationRules.ValueUndefined,
        DeclarationRules.ValueOutOfRange,
        DeclarationRules.LayerNameInvalid,
        DeclarationRules.LayerNameDuplicate,
        DeclarationRules.LayerNameTaken,
        DeclarationRules.MemberTaken,
        DeclarationRules.ModelNameTaken,
        BranchRules.LayerInputUnknown,
        BranchRules.LayerInputLater,
        BranchRules.LayerUnused,
        ShapeRules.InputEmpty,
        ShapeRules.DimensionNotPositive,
        ShapeRules.UnitsNotPositive,
        ShapeRules.ModelTooLarge,
        ShapeRules.NotAnImage,
        ShapeRules.WindowLargerThanInput,
        ShapeRules.GroupsDoNotDivide,
        ShapeRules.JoinedShapesDiffer,
        ShapeRules.ReshapeSizeDiffers,
        LossRules.CategoricalWithoutSoftmax,
        LossRules.BinaryWithoutSigmoid,
        LossRules.SoftmaxOverOneOutput,
        LossRules.SoftmaxWithRegressionLoss,
        LossRules.NoiseBeforeCrossEntropy,
        StyleRules.LinearLayersCollapse,
        StyleRules.SoftmaxTwice,
        StyleRules.SoftmaxHidden,
        StyleRules.LayerAfterOutput,
        StyleRules.InitializerMismatch,
        StyleRules.ArgumentWithoutEffect,
        StyleRules.NoiseAfterOutput,
        StyleRules.InputBelowLayer,
        PerformanceRules.ManyParameters,
        PerformanceRules.TooLargeForRegisters,
        WeightsRules.WeightsNotIncluded,
        WeightsRules.WeightsUnreadable,
        WeightsRules.WeightsNamesDiffer,
        WeightsRules.WeightsShapesDiffer,
    ];
}
